"""The viewer as one HTML file: its code, its look and all weights inside, nothing loaded from anywhere."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from string import Template

from interestlab.attention.kept import Description
from interestlab.attention.planes import plane_names
from interestlab.charts.style import look
from interestlab.questions.attention import PlaneAnswer
from interestlab.ui.assets import asset
from interestlab.ui.modules import joined
from interestlab.ui.viewer.packing import AttentionChoice, pack_attention

_FONT = "system-ui, sans-serif"


def attention_page(
    described: Description,
    get_plane: Callable[[str], PlaneAnswer],
    choice: AttentionChoice,
    *,
    flows: Iterable[str] = (),
    encoder: str = "",
) -> bytes:
    """UTF-8 of the page, which begins with the choice; `flows` are the planes of that kind that it shall hold.

    Nothing of the text stands in it but in base64, whose letters can end no element, and its policy forbids every address.
    """
    names = dict.fromkeys([choice.plane, *plane_names(described.pictures.shape[0]), *flows])
    packed = {name: pack_attention(described, get_plane(name), choice, encoder=encoder) for name in names}
    data = [_data("first", packed.pop(choice.plane)), *(_data(f"plane-{name}", part) for name, part in packed.items())]
    page = Template(asset("viewer/page.html")).substitute(
        variables=_variables(),
        css=asset("viewer/view.css"),
        html=asset("viewer/view.html"),
        data="\n".join(data),
        js=joined("viewer/file.js"),
    )
    return page.encode()


def _data(name: str, content: bytes) -> str:
    return f'<script type="text/plain" id="{name}">{b64encode(content).decode()}</script>'


def _variables() -> str:
    light, dark = (_colours(dark=dark) for dark in (False, True))
    always = f":root {{ color-scheme: light dark; --st-font: {_FONT}; {light} }}"
    return f"{always}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"


def _colours(*, dark: bool) -> str:
    colours = look(dark=dark)
    return (
        f"--st-text-color: {colours.ink}; --st-background-color: {colours.card}; --st-primary-color: {colours.accent}; "
        f"--st-border-color: {colours.line}; --st-secondary-background-color: {colours.line};"
    )
