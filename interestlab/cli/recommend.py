"""The commands `recommend` and `evaluate`."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interestlab import registry
from interestlab.cli.numbers import items_in_a_list, seed, share, whole
from interestlab.cli.printed import json_text
from interestlab.cli.progress import Lines, wants_progress
from interestlab.cli.splits import FOLDED, SPLITS, add_split, chosen_split, say_split
from interestlab.errors import InputError, UnknownName
from interestlab.home.workspace import Home
from interestlab.recommend.exploring.contextual import parts_of
from interestlab.recommend.fallback import percent

if TYPE_CHECKING:
    from interestlab.home.workspace import Result
    from interestlab.questions.backend import Parameters
    from interestlab.questions.recommenders import Ready
    from interestlab.recommend.options import SlateOptions
    from interestlab.studies.evaluate import Compared

_MOST_REASONS = 3  # why popular items stood in, the most frequent first
MOST_USERS = 10**9
UNIT_HELP = "what is recommended: item, content, or extra.COLUMN"
POLICY_HELP = "how exploring is done (default: epsilon-greedy); linucb and linear-thompson bring the recommender linear"
SET_HELP = "a parameter of the recommender, such as regularization=300; once for each"


def add_recommend(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("recommend", help="what a recommender would show a user")
    command.add_argument("workspace", help="name or id")
    command.add_argument("--user", help="whom to recommend to")
    command.add_argument("--recommender", metavar="NAME", help="what to fit; not needed with --load")
    command.add_argument("--set", action="append", metavar="NAME=VALUE", help=SET_HELP)
    command.add_argument("--to", type=Path, metavar="TABLE", help="recommend to everybody; ends in .parquet or .csv")
    command.add_argument("--save", type=Path, metavar="FILE", help="keep what was fitted; holds user ids and may hold vectors")
    command.add_argument("--load", type=Path, metavar="FILE", help="take what --save has kept instead of fitting anew")
    command.add_argument("--unit", default="item", help=UNIT_HELP)
    command.add_argument("--k", type=items_in_a_list, default=10)
    command.add_argument("--explore", type=share, default=0.0, help="0 shows what is known to be liked, 1 only draws")
    command.add_argument("--policy", default="epsilon-greedy", help=POLICY_HELP)
    command.add_argument("--reranker", metavar="NAME", help="another order of the best items: mmr, dpp, calibrated, …")
    command.add_argument("--strength", type=share, default=0.5, help="how strongly it acts, 0 to 1 (default: 0.5)")
    command.add_argument("--mute", action="append", metavar="INTEREST", help="show nothing of this interest, by name or id")
    command.add_argument(
        "--min-users", type=whole(0, MOST_USERS), default=0, metavar="N", help="only items that at least so many users like"
    )
    command.add_argument("--since", metavar="DATE", help="only items used on this day or later, such as 2024-01-31")
    command.add_argument("--label", action="append", help="only items with a content of this label")
    command.add_argument("--repeats", action="store_true", help="items liked before may come again")
    command.add_argument("--seed", type=seed, default=0)
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_recommend, stopped="no recommendations were written")
    return command


def add_evaluate(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("evaluate", help="judge recommenders on held-out events")
    command.add_argument("workspace", help="name or id")
    command.add_argument("--recommender", nargs="+", required=True, metavar="NAME")
    command.add_argument(
        "--set", action="append", metavar="NAME=VALUE", help=f"{SET_HELP}; RECOMMENDER.NAME=VALUE where there are several"
    )
    add_split(command, (*SPLITS, FOLDED))
    command.add_argument("--unit", default="item", help=UNIT_HELP)
    command.add_argument("--k", type=items_in_a_list, default=10)
    command.add_argument("--seed", type=seed, default=0)
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_evaluate, stopped="nothing of it is kept")
    return command


def parameters_of(names: Sequence[str], given: Sequence[str] | None) -> dict[str, "Parameters"]:
    """The parameters of each recommender that differ from its defaults.

    given: NAME=VALUE, or RECOMMENDER.NAME=VALUE where there are several recommenders.

    Raises InputError for another form, UnknownName and InvalidSetting as `values_from_text` does.
    """
    from interestlab.questions.backend import Parameters
    from interestlab.recommend.settings import changed_values, values_from_text

    texts: dict[str, dict[str, str]] = {name: {} for name in names}
    for one in given or ():
        key, equals, value = one.partition("=")
        owner, _, name = key.rpartition(".")
        owner = owner or (names[0] if len(names) == 1 else "")
        if not equals or not name:
            raise InputError(f"A parameter is set as name=value; “{one}” is not of this form.")
        if owner not in texts:
            raise InputError(f"“{one}” names none of {', '.join(names)}: write it as {names[0]}.{name}=….")
        texts[owner][name] = value
    return {name: Parameters.of(changed_values(name, values_from_text(name, mine))) for name, mine in texts.items()}


def _recommend(options: argparse.Namespace) -> None:
    from interestlab.questions.recommenders import ready_recommender, recommend_to_user

    options.policy, options.recommender = parts_of(options.policy, options.recommender)
    _check_recommend(options)
    result = Home(options.home).open(options.workspace).need_result()
    parameters = parameters_of([options.recommender], options.set)[options.recommender] if options.recommender else None
    asked = _slate_options(options, result)
    ready = ready_recommender(
        result,
        options.recommender,
        parameters=dict(parameters or ()),
        unit=options.unit,
        seed=options.seed,
        load=options.load,
        save=options.save,
    )
    if options.user is None:
        _recommend_everybody(options, ready, asked)
        return
    slate = recommend_to_user(ready, options.user, asked)
    if options.json:
        for item in slate["items"]:
            item["interest_id"] = result.id_of(item["interest_id"])
        print(json_text({**slate, "note": ready.fitted.note}))
        return
    if ready.fitted.note:
        print(f"({ready.fitted.note})")
    if slate["fallback"]:
        print(f"({slate['fallback']})")
    if slate["empty"]:
        print(slate["empty"])
    if options.explore > 0 and registry.load("policies", options.policy).info.deterministic:
        print(f"({options.policy}: propensity 1, nothing else could have been shown)")
    for place, item in enumerate(slate["items"], 1):
        print(f"{place:3}. {item['name']}{'  (explored)' if item['explored'] else ''}")


def _check_recommend(options: argparse.Namespace) -> None:
    if options.user is None and options.save is None and options.to is None:
        raise InputError("Name a person with --user, or a table for everybody with --to, or a file with --save.")
    if options.user is not None and options.to is not None:
        raise InputError("--to recommends to everybody and --user to one person: leave one of them out.")
    if options.set and (options.load is not None or options.recommender is None):
        raise InputError("--set belongs to a recommender that is fitted now: name it with --recommender, and leave --load out.")


def _slate_options(options: argparse.Namespace, result: "Result") -> "SlateOptions":
    """What the options say of the slate; raises UnknownName for an interest or a label that is not there."""
    from interestlab.recommend.options import ItemFilters, Reranking, SlateOptions

    strength = Reranking(options.reranker or "", options.strength)
    return SlateOptions(
        k=options.k,
        filters=ItemFilters(
            muted=_interests(result, options.mute or ()),
            min_users=options.min_users,
            since=_day(options.since),
            labels=_labels(result, options.label or ()),
            repeats=options.repeats,
        ),
        policy=options.policy,
        explore=options.explore,
        reranking=strength if options.reranker else None,
        seed=options.seed,
    )


def _interests(result: "Result", named: Sequence[str]) -> tuple[int, ...]:
    """The numbers of interests given by name or id; raises UnknownName."""
    if not named:
        return ()
    found = result.map
    numbers = {found.name(at).casefold(): at for at in reversed(range(found.count))} | {
        str(known): at for at, known in enumerate(result.interest_ids)
    }
    for one in named:
        if one.casefold() not in numbers:
            raise UnknownName(f"There is no interest “{one}”; the table `interests` of `export` lists them.")
    return tuple(sorted({numbers[one.casefold()] for one in named}))


def _day(text: str | None) -> int | None:
    from interestlab.recommend.options import midnight

    if text is None:
        return None
    try:
        return midnight(date.fromisoformat(text))
    except ValueError as error:
        raise InputError(f"--since takes a day such as 2024-01-31; it is “{text}”.") from error


def _labels(result: "Result", named: Sequence[str]) -> tuple[str, ...]:
    """The labels; raises UnknownName for one that no content has."""
    from interestlab.recommend.dataset import labels

    known = labels(result.corpus) if named else ()
    for one in named:
        if one not in known:
            raise UnknownName(f"No content has the label “{one}”; there are {', '.join(known[:8]) or 'no labels'}.")
    return tuple(named)


def _recommend_everybody(options: argparse.Namespace, ready: "Ready", asked: "SlateOptions") -> None:
    from interestlab.studies.everybody import Everybody, write_all_slates

    printed: dict[str, Any] = {"recommender": ready.fitted.name}
    if options.save is not None:
        printed["saved"] = str(options.save)
    if options.to is not None:
        lines = Lines(wants_progress(options))
        lines.stage(Everybody.info.name)
        written = write_all_slates(ready, asked, options.to, lines.progress)
        printed |= {"users": written.people, "rows": written.rows, "empty": written.empty, "fallbacks": written.fallbacks}
        printed["note"] = ready.fitted.note
    if options.json:
        print(json_text(printed))
        return
    if options.save is not None:
        print(f"{ready.fitted.name} is kept in {options.save}.")
    if options.to is not None:
        print(f"{printed['rows']:,} rows for {printed['users']:,} people written to {options.to}.")
        for remark in filter(None, (ready.fitted.note, written.log_sentence)):
            print(f"({remark})")
        for reason, people in [*written.empty.items(), *written.fallbacks.items()]:
            print(f"{people:,} {'person' if people == 1 else 'people'}: {reason}")


def _evaluate(options: argparse.Namespace) -> None:
    from interestlab.questions.backend import Backend
    from interestlab.questions.desk import OwnProcess
    from interestlab.questions.kept import discard, kept_answer
    from interestlab.studies.evaluate import Compare

    result = Home(options.home).open(options.workspace).need_result()
    parameters = parameters_of(options.recommender, options.set)
    backends = tuple(Backend(name, parameters[name]) for name in options.recommender)
    split = chosen_split(options, result)
    study = Compare(options.unit, backends, split.name, options.k, options.seed)
    kept = kept_answer(result, study)
    if kept is not None and kept.problems:  # what failed then may not fail now
        discard(result, study)
    found = OwnProcess(Lines(wants_progress(options))).ask(result, study)
    say_split(split)
    if options.json:
        print(json_text(found.as_dict()))
        return
    for line in _comparison_lines(found):
        print(line)


def _comparison_lines(found: "Compared") -> Iterator[str]:
    """The figures of each recommender, who could not be judged and why, and the differences with what they allow to say."""
    from interestlab.recommend.judging.evaluate import PRINTED

    whole = found.evaluation
    yield f"{whole.users:,} users, {whole.cold_users:,} of them unknown before; ties: {whole.rule} {whole.tie_rule}"
    for one in whole.recommenders:
        figures = "  ".join(f"{name} {one.metrics[name]}" for name in PRINTED)
        yield f"{one.name:12} {figures}  fallback {percent(one.stood_in)}"
        if one.note:
            yield f"{'':12} {one.note}"
        for reason, lists in list(one.fallbacks.items())[:_MOST_REASONS]:
            yield f"{'':12} {lists:,} lists: {reason}"
    for name, problem in found.problems.items():
        yield f"{name:12} could not be judged: {problem}"
    for pair in whole.pairs:
        if pair.metric in PRINTED:
            yield f"{pair.a} − {pair.b}: {pair.metric} {pair.gap.signed()}, {pair.gap.standing}"
