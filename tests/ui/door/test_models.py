"""Which models visitors of a shared server may name."""

import pytest

from interestlab.errors import InputError
from interestlab.ui.door.models import ALLOWED, check_model

SHARED = {"INTERESTLAB_TOKEN": "a token"}


def test_at_one_machine_every_folder_may_be_read(tmp_path):
    check_model(str(tmp_path), {})
    check_model("somebody/some-model", {})


def test_on_a_shared_server_only_what_its_owner_allows(tmp_path):
    inside, outside = tmp_path / "models" / "one", tmp_path / "models2"
    inside.mkdir(parents=True)
    outside.mkdir()
    listed = SHARED | {ALLOWED: f"{tmp_path / 'models'}, somebody/some-model"}
    check_model(str(inside), listed)
    check_model("somebody/some-model", listed)
    (tmp_path / "models" / "link").symlink_to(outside)
    for name in (str(outside), f"{inside}/../../models2", str(tmp_path / "models" / "link"), "other/model", "/", "~"):
        with pytest.raises(InputError, match=ALLOWED):
            check_model(name, listed)
    with pytest.raises(InputError, match=ALLOWED):
        check_model(str(inside), SHARED)
