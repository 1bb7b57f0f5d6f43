"""Sidan så som den sköts utan mus: bara tangenter trycks ned, och bara det som har fokus får dem."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

FLEST_STEG = 250
I_FOKUS = "element => element === document.activeElement"
VALT = "lista => lista.selectedOptions[0].text"
I_GRUPPEN = "namn => document.activeElement.name === namn"


class Tangentbord:
    """The hands of somebody who works with the keys alone. Fields are known by the names they are posted under."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, target: Locator) -> None:
        """Press Tab until the element has focus; asked anew each time, as a part of the page may be replaced."""
        self._tab_until(lambda: target.evaluate(I_FOKUS), what=target)

    def write(self, **fields: str) -> None:
        """Fill in text fields, in place of what stands there."""
        for namn, text in fields.items():
            self.go_to(self.page.locator(f'[name="{namn}"]'))
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(text)

    def pick(self, **fields: str) -> None:
        """Choose in lists, by how the choice begins."""
        for namn, option in fields.items():
            field = self.page.locator(f'select[name="{namn}"]')
            self.go_to(field)
            self.page.keyboard.press("Home")
            for _ in range(field.locator("option").count()):
                if field.evaluate(VALT).startswith(option):
                    break
                self.page.keyboard.press("ArrowDown")
            else:
                raise AssertionError(f"{namn} har inte valet {option}.")

    def choose(self, label: str) -> None:
        """Choose one of several: Tab goes to the group, and the arrows go on within it."""
        choice = self.page.get_by_role("radio", name=label)
        group = choice.get_attribute("name")
        self._tab_until(lambda: self.page.evaluate(I_GRUPPEN, group), what=group)
        while not choice.evaluate(I_FOKUS):
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")

    def press(self, name: str) -> None:
        """Press a button that sends a form."""
        self._leave_by(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Follow a link; when several have the name, the first."""
        self._leave_by(self.page.get_by_role("link", name=name).first)

    def _leave_by(self, target: Locator) -> None:
        self.go_to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _tab_until(self, arrived: Callable[[], bool], *, what: object) -> None:
        for _ in range(FLEST_STEG):
            if arrived():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab når inte {what}.")
