"""Looks at a report as a person would, in headless Chromium: steps through it with the keyboard,
clicks an event, filters, zooms, and takes screenshots in both colour schemes.

  look_at_report.py REPORT.html TRACE.ndjson FOLDER     exit 0: all as expected; 1: says what is not
"""

import json
import pathlib
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.chrome.service import Service


class Report:
    """An open report. Every request and every line of the console is kept."""

    def __init__(self, page, profile):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                         "--disable-dev-shm-usage", "--window-size=1600,1000",
                         f"--user-data-dir={profile}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.page = page
        self.requests = []

    def close(self):
        self.driver.quit()

    def show(self, scheme):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.driver.get("about:blank")
        self.driver.get_log("performance")  # Chromium's own first page
        self.driver.get(self.page)
        self.settle()

    def settle(self):
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));")

    def press(self, *keys):
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)
        self.settle()

    def find(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.find(selector)[0].text

    def shown_json(self):
        return json.loads(self.text("#json"))

    def ask(self, script):
        return self.driver.execute_script(f"return {script}")

    def pixel_colour(self, selector):
        return self.ask(f"getComputedStyle(document.querySelector('{selector}')).backgroundColor")

    def hear_requests(self):
        for line in self.driver.get_log("performance"):
            message = json.loads(line["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])

    def asked_of_others(self):
        """Addresses that the page asked for, but for its own file and what it holds itself."""
        return [url for url in self.requests if not url.startswith(("data:", self.page))]

    def console(self):
        return [line["message"] for line in self.driver.get_log("browser")]


class Findings:
    def __init__(self):
        self.checked = 0
        self.wrong = []

    def expect(self, what, seen, wanted):
        self.checked += 1
        if seen != wanted:
            self.wrong.append(f"{what}: found {seen!r}, expected {wanted!r}")

    def expect_true(self, what, seen):
        self.expect(what, bool(seen), True)


def check_broken_invariant(report, f):
    f.expect("name of the broken invariant", report.text("#broken-name"), "S1-two-execute")
    f.expect_true("its sentence is there", "one node executes" in report.text("#broken"))
    f.expect("verdict", report.text("#verdict"), "⚠ broken")
    f.expect("lines across the lanes", len(report.find(".broken-line")), 1)
    f.expect("flags with the name", [e.text for e in report.find(".broken-flag text")],
             ["⚠ S1-two-execute"])
    f.expect_true("rows of the domain are marked", len(report.find(".broken-row")) >= 2)
    f.expect("selected at first", report.shown_json()["name"], "violation")
    f.expect("the row in the list", len(report.find(".row.k-violation.chosen")), 1)


def check_names(report, f):
    lanes = [e.text for e in report.find(".lane-name")]
    f.expect("lanes", lanes, ["cluster", "n1", "n2"])
    f.expect("columns of the moment", [e.text.split()[0] for e in report.find("#moment thead th")],
             ["claim", "n1", "n2"])
    f.expect("both copies execute then", [e.text for e in report.find("#moment .s-executing")],
             ["executing", "executing"])


def check_bars(report, f):
    report.press("0")
    f.expect_true("a bar of an executing guest", report.find("#chart rect.copy.executing"))
    f.expect_true("a bar of a start", report.find("#chart rect.method.m-start"))
    f.expect_true("a bar of a stop", report.find("#chart rect.method.m-stop"))
    f.expect_true("a bar of a claim", report.find("#chart rect.claim.c-held"))
    f.expect("migrations that cross lanes", len(report.find("#chart path.crossing")), 1)
    f.expect_true("a bar of a host that is down", report.find("#chart rect.host.h-down"))
    f.expect_true("the fault", report.find("#chart path.mark.k-fault"))
    f.expect_true("the administrator's command", report.find("#chart path.mark.k-command"))


def check_keyboard(report, f, entries):
    report.press(Keys.HOME)
    first = report.shown_json()
    seen = [first["seq"]]
    for _ in range(12):
        report.press(Keys.ARROW_RIGHT)
        seen.append(report.shown_json()["seq"])
    f.expect("stepping goes forwards", seen, sorted(set(seen)))
    report.press(*[Keys.ARROW_LEFT] * 12)
    f.expect("and back to where it was", report.shown_json(), first)
    report.press(Keys.END)
    last = report.shown_json()
    f.expect("the last event", last["name"], "run-over")
    f.expect("is the trace's last line", last, entries[-1])
    report.press("v")
    f.expect("v leads to the broken invariant", report.shown_json()["name"], "violation")
    f.expect_true("the address names the event", "#event=" in report.driver.current_url)


def check_zoom(report, f):
    report.press("0")
    whole = report.ask("document.querySelectorAll('.tick-text')[0].textContent")
    report.press("+", "+", "+", "+", "+", "+")
    f.expect_true("zoom changes the axis",
                  report.ask("document.querySelectorAll('.tick-text')[0].textContent") != whole)
    report.press("0")
    f.expect("fit brings it back",
             report.ask("document.querySelectorAll('.tick-text')[0].textContent"), whole)


def number_of_events(report):
    return int(report.text("#position").split()[-1])


def check_filters(report, f, entries):
    f.expect("a short trace is shown in full", number_of_events(report), len(entries))
    report.press("s")
    f.expect_true("the story is shorter", number_of_events(report) < len(entries) / 2)
    report.press("/")
    report.driver.switch_to.active_element.send_keys("migrate -live")
    report.settle()
    f.expect_true("a search finds the migration", report.find("#list .row"))
    f.expect_true("and nothing else",
                  all("migrate -live" in e.text for e in report.find("#list .row")))
    report.press(Keys.CONTROL + "a", Keys.DELETE, Keys.ESCAPE, "s")
    f.expect("the search is over", number_of_events(report), len(entries))
    nodes = report.find("#nodes button")
    nodes[1].click()
    report.settle()
    f.expect("a hidden node has no lane", [e.text for e in report.find(".lane-name")],
             ["cluster", "n1"])
    report.find("#nodes button")[1].click()
    report.settle()


def check_click(report, f, entries):
    report.press(Keys.HOME)
    row = report.find("#list .row")[3]
    place = int(row.get_attribute("data-event"))
    row.click()
    report.settle()
    f.expect("a click shows the event's JSON", report.shown_json(), entries[place])
    report.press("0")
    mark = report.find("#chart path.mark.k-command")[0]
    place = int(mark.get_attribute("data-event"))
    webdriver.ActionChains(report.driver).move_to_element(mark).click().perform()
    report.settle()
    f.expect("a click on a mark shows its JSON", report.shown_json(), entries[place])


def check_panels(report, f):
    report.press("l", "?")
    f.expect_true("the legend is shown", report.find("#legend")[0].is_displayed())
    f.expect_true("the keys are shown", report.find("#help")[0].is_displayed())
    report.press("l", "?")
    f.expect("and hidden again", report.find("#legend")[0].is_displayed(), False)


def check_accessibility(report, f):
    unnamed = [e.get_attribute("id") for e in report.find("button, input")
               if not (e.get_attribute("textContent").strip() or e.get_attribute("aria-label"))]
    f.expect("buttons without a name", unnamed, [])
    f.expect("chosen options", len(report.find("[role=option][aria-selected=true]")), 1)
    named = report.find("#list")[0].get_attribute("aria-activedescendant")
    f.expect("the list names the chosen one", len(report.find(f"#{named}.chosen")), 1)


def check_all(report, f, entries, folder, scheme):
    report.show(scheme)
    report.driver.save_screenshot(str(folder / f"broken_{scheme}.png"))
    check_broken_invariant(report, f)
    check_names(report, f)
    check_bars(report, f)
    check_keyboard(report, f, entries)
    check_zoom(report, f)
    check_filters(report, f, entries)
    check_click(report, f, entries)
    check_panels(report, f)
    check_accessibility(report, f)
    report.press("0")
    report.driver.save_screenshot(str(folder / f"whole_{scheme}.png"))


def main():
    page, trace, folder = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
    entries = [json.loads(line) for line in trace.read_text().splitlines()]
    f = Findings()
    with tempfile.TemporaryDirectory() as profile:
        report = Report(page.as_uri(), profile)
        try:
            backgrounds = []
            for scheme in ("light", "dark"):
                check_all(report, f, entries, folder, scheme)
                backgrounds.append(report.pixel_colour("body"))
                report.hear_requests()
            f.expect_true("the schemes differ", backgrounds[0] != backgrounds[1])
            f.expect("requests for the report itself", report.requests.count(report.page), 2)
            f.expect("requests for anything else", report.asked_of_others(), [])
            f.expect("lines on the console", report.console(), [])
        finally:
            report.close()
    for line in f.wrong:
        print(f"FAILED {line}")
    print(f"{f.checked - len(f.wrong)} of {f.checked} as expected; screenshots in {folder}")
    return 1 if f.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
