"""What those see who are not let in."""

from interestlab.ui.door import answers


def test_a_page_says_its_sentence_and_takes_no_markup_from_the_address():
    body = answers.page("A <b> sentence.", 401, form=True, leads_to='/map?q="><script>').body.decode()
    assert "A &lt;b&gt; sentence." in body
    assert "<script>" not in body
    assert 'action="/_interestlab/door"' in body
    assert "<form" not in answers.page("No.", 403, form=False).body.decode()
    assert "<script>" not in answers.once_more('/?q="><script>').body.decode()


def test_no_answer_is_kept_and_each_has_a_policy_of_its_own():
    for answer in (answers.page("x", 401, form=True), answers.sentence("x", 401), answers.once_more("/")):
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "form-action 'self'" in answer.headers["content-security-policy"]
