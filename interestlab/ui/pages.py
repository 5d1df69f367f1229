"""The scripts of the screens, in the order of the menu."""

HOME = "pages/start/home.py"
DATA = "pages/start/data.py"
MAP = "pages/explore/map.py"
INTERESTS = "pages/explore/interests.py"
PEOPLE = "pages/explore/people.py"
ATTENTION = "pages/inspect/attention.py"
RECOMMEND = "pages/recommend/preview.py"
