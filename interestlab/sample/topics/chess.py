"""Chess."""

from interestlab.sample.topic import Topic

TOPIC = Topic(
    name="chess",
    english=(
        "Lost a won {ending} because I pushed the wrong pawn and let the king reach the corner.",
        "Against the {opening} I keep ending up with a bad bishop; what is the plan for White here?",
        "Sacrificed the {piece} on move eighteen and mated him before he could castle, best blitz game this year.",
        "The engine says my {piece} sacrifice was unsound, but over the board nobody found the defence.",
        "Studying the {opening} from old tournament books beats watching another video about traps.",
        "Our club match went to the last board, a rook and pawn ending with seconds on the clock.",
        "My rating dropped forty points in a week because I play blitz when tired and hang the {piece}.",
        "How do you learn the {ending}? I understand the idea and still fumble it in time trouble.",
        "She answered the {opening} with a gambit I had never seen and had me checkmated by move twenty.",
        "Forty tactics puzzles a day for a month, and I finally see forks with the {piece} at once.",
        "The grandmaster simul was brutal: twenty boards, nineteen wins for him, and my lucky draw in the {ending}.",
        "Doubling rooks on the open file was right, but I should have traded the {piece} first.",
        "In the {opening} Black gives up the centre early and strikes back with the pawns later.",
        "Analysed yesterday's game without an engine first; I had missed a quiet {piece} move for both sides.",
        "Taught my nephew castling and en passant, and he announced check with every {piece} move.",
    ),
    chinese=(
        "{残}本来必胜，结果走错一步兵，被对手逼和了。",
        "执黑遇到{开}总是很被动，请问有什么好的应对变化？",
        "第十八回合弃{子}攻王，对手还没来得及易位就被将死了。",
        "每天做四十道战术题，坚持一个月，等级分涨了八十分。",
        "超快棋打多了容易乱下，昨天又白送一个{子}。",
        "复盘的时候先不开引擎，发现双方都漏看了一步{子}的妙着。",
        "俱乐部联赛最后一台下到{残}，两个人都只剩十秒。",
        "{开}的中局要点是抢占中心，然后从后翼发起进攻。",
        "教小侄子下国际象棋，他每走一步{子}都要喊将军。",
    ),
    english_closings=(
        "Time trouble, as always.", "The engine laughs at both of us.", "Next round is on Thursday.",
        "I resigned on move forty.", "White should be winning.", "My clock showed two seconds.", "Knights are tricky.",
    ),
    chinese_closings=("又是超时输的。", "引擎看了都摇头。", "周四还有一轮。", "白方应该胜势。"),
    slots={
        "opening": ("Sicilian", "French Defence", "Caro-Kann", "Queen's Gambit", "King's Indian", "London System", "Ruy Lopez"),
        "ending": ("rook ending", "king and pawn ending", "opposite-coloured bishop ending", "Lucena position", "queen ending"),
        "piece": ("knight", "bishop", "rook", "queen", "dark-squared bishop"),
        "开": ("西西里防御", "法兰西防御", "后翼弃兵", "古印度防御", "意大利开局"),
        "残": ("车兵残局", "王兵残局", "异色象残局", "后兵残局"),
        "子": ("马", "象", "车", "后"),
    },
    english_threads=(
        "Blunder of the day", "Opening questions", "Endgame school", "Club match reports", "Daily tactics", "Blitz addiction",
        "Sicilian or Caro-Kann?", "Analysed games", "Simul stories", "Teaching children chess", "Engine says no",
    ),
    chinese_threads=("每日一题", "开局变化讨论", "残局研究", "联赛战报", "复盘求指点", "超快棋吐槽"),
)  # fmt: skip
