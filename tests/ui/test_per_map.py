"""What a session keeps of a map is worked out anew after an edit of its interests, unless no edit changes it."""

from streamlit.testing.v1 import AppTest

from interestlab.home.curating import Curating


def script(folder):
    from pathlib import Path

    import streamlit as st

    from interestlab.home import Home
    from interestlab.ui.per_map import per_map

    counts = st.session_state.setdefault("counts", {"of": 0, "other": 0})

    @per_map()
    def sizes(result):
        counts["of"] += 1
        return result.map.sizes.tolist()

    @per_map(of_interests=False)
    def texts(result):
        counts["other"] += 1
        return len(result.corpus)

    result = Home(Path(folder)).open("sample").need_result()
    st.session_state["shown"] = (sizes(result), texts(result))


def test_an_edit_is_another_map_and_taking_it_back_the_same(workspace):
    result = workspace.need_result()
    test = AppTest.from_function(script, args=(str(workspace.home.folder),), default_timeout=30).run()
    first = test.session_state["shown"]
    assert not test.exception
    Curating(result.log).merge(0, [1])
    assert test.run().session_state["shown"][0] == result.map.sizes.tolist() != first[0]
    result.undo()
    assert test.run().session_state["shown"] == first
    assert test.session_state["counts"]["other"] == 1
    assert test.session_state["counts"]["of"] == 2
