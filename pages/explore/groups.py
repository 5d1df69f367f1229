"""Groups: what was found and kept, what takes it, and what several have in common."""

from interestlab.ui import pages, say
from interestlab.ui.current import need_result
from interestlab.ui.empty import empty_state, no_map
from interestlab.ui.groups.cards import group_cards
from interestlab.ui.groups.combine import combine_card
from interestlab.ui.groups.kept import all_groups
from interestlab.ui.next_run import open_page

result = need_result()
if not result.has_map:
    no_map("bookmarks")
say.markdown("### Groups")
if not all_groups(result) and empty_state(
    "bookmarks",
    "No groups yet",
    "Draw around points on the map, search, filter or tick interests, then press “Save as group”.",
    button="Go to the map",
):
    open_page(pages.MAP)
group_cards(result)
combine_card(result)
