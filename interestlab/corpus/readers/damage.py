"""What Python says of damaged JSON, in plain words."""

import json

_PLAIN = {
    "Unterminated string": "a text begins here and never ends, so the file may have been cut off",
    "Expecting value": "a value is missing, as after a comma too many",
    "Expecting property name": "a name in quotation marks is missing, as after a comma too many",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon is missing behind a name",
    "Extra data": "there is more behind its end",
    "Invalid control character": "a text has a line break or another sign in it that must not stand there",
    "Invalid \\escape": "a backslash in a text means nothing there",
    "Invalid \\uXXXX escape": "a backslash in a text means nothing there",
    "Illegal trailing comma": "there is a comma too many",
}


def json_damage(error: json.JSONDecodeError) -> str:
    """Where the JSON is damaged, and how."""
    return f"damaged at line {error.lineno:,}, column {error.colno:,}: {_how(error)}"


def object_damage(error: json.JSONDecodeError) -> str:
    """How one object is damaged, and at which of its signs."""
    return f"at sign {error.pos + 1:,}, {_how(error).replace('the file', 'the line')}"


def _how(error: json.JSONDecodeError) -> str:
    plain = next((plain for begin, plain in _PLAIN.items() if error.msg.startswith(begin)), "it cannot be read from here on")
    cut = error.pos >= len(error.doc.rstrip()) and "comma too many" not in plain
    return "it ends before everything is closed, so the file may have been cut off" if cut else plain
