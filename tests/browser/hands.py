"""Somebody who works with the keyboard alone."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

# From one end of the longest form to the other.
MOST_PRESSES = 300
# Null where what was on the page has been put there anew meanwhile.
HAS_FOCUS = "(element) => (element.isConnected ? element === document.activeElement : null)"


@dataclass(frozen=True)
class Hands:
    """Both hands on the keys of one page. Fields are found by the end of their id, as Django gives it."""

    page: Page

    def go_to(self, part: Locator, *, key: str = "Tab") -> None:
        """Press Tab (or Shift+Tab) until this part of the page has the focus."""
        handle = part.element_handle()
        for _press in range(MOST_PRESSES):
            has_focus = handle.evaluate(HAS_FOCUS)
            if has_focus:
                return
            if has_focus is None:
                handle = part.element_handle()
                continue
            self.page.keyboard.press(key)
        expect(part).to_be_focused()

    def press(self, name: str, *, role: str = "button", key: str = "Tab") -> None:
        """Go to the first button or link of this name, and press Enter."""
        self.go_to(self.page.get_by_role(role, name=name).first, key=key)  # type: ignore[arg-type]  # a role's name
        self.page.keyboard.press("Enter")

    def write(self, field: str, text: str, *, key: str = "Tab") -> None:
        """Go to a field, put this in the place of what it holds; in a list, choose what begins so."""
        part = self.page.locator(f"#id_{field}")
        self.go_to(part, key=key)
        if part.evaluate("(element) => element.tagName") != "SELECT":
            self.page.keyboard.press("Control+A")
            self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)

    def search(self, field: str, text: str) -> None:
        """Go to a field that searches as one types, and take what is called so."""
        box = self.page.locator(f"#id_{field} + .select2 [tabindex='0']")
        self.go_to(box)
        if "select2-selection" in (box.get_attribute("class") or ""):
            self.page.keyboard.press("Enter")
            expect(self.page.locator(".select2-container--open .select2-search__field")).to_be_focused()
        self.page.keyboard.type(text)
        found = self.page.locator(".select2-results__option--highlighted").filter(has_text=text)
        expect(found).to_have_count(1)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(f"#id_{field} option:checked").filter(has_text=text)).to_have_count(1)
        # Whoever chose goes on from there.
        expect(box).to_be_focused()

    def add_row(self, rows: str) -> None:
        """Add a row to those of this prefix; the focus is in its first field."""
        self.go_to(self.page.locator(f"#{rows}-group .add-row a"))
        self.page.keyboard.press("Enter")
        expect(self.page.locator(f"#{rows}-group .row:not(.empty-form) :focus")).to_have_count(1)

    def save(self, *, told: str) -> None:
        """Save, and be told so."""
        self.go_to(self.page.locator("[name=_save]").last)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".messagelist")).to_contain_text(told)
