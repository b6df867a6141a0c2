import pytest

from tests.house.requirements import require


def test_goes_on_when_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    require("Chromium", found=True)


@pytest.mark.parametrize("value", ["", "0", "false"])
def test_skips_on_a_persons_machine(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CI", value)
    with pytest.raises(pytest.skip.Exception, match="Chromium is missing"):
        require("Chromium", found=False)


def test_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL is missing"):
        require("PostgreSQL", found=False)
