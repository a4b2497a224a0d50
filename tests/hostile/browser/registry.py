"""Where each of the browser's cases (B01 to B09) is shown: what is tried, and the test that tries it."""

_MISBEHAVIOUR = "tests/net/test_browser_misbehaviour.py"
_LIFE = "tests/net/test_browser_life.py"
_PAGES = "tests/net/test_browser.py"
_ONE = "tests/net/test_browser_ways_out.py"
_MANY = "tests/hostile/browser/test_ways_out.py"
_MORE = "tests/hostile/browser/test_misbehaviour.py"
_HERE = "tests/hostile/browser/test_registry.py"
_START = "tests/net/test_chromium.py"
_PIPE = "tests/net/test_devtools.py"

CASES = {
    "B01": {
        "alert, confirm, prompt, print, and leaving that is refused": (_MISBEHAVIOUR, "test_b01_dialogs"),
        "dialogs for ever in frames": (_MORE, "test_b01_dialogs_in_frames"),
    },
    "B02": {
        "a loop, a pattern": (_MISBEHAVIOUR, "test_b02_a_script_that_does_not_yield"),
        "the limit by default": (_HERE, "test_the_limits_by_default"),
    },
    "B03": {
        "objects, buffers": (_MISBEHAVIOUR, "test_b03_memory"),
        "a tree without end": (_MORE, "test_b03_a_tree_without_end"),
        "the limit by default": (_HERE, "test_the_limits_by_default"),
    },
    "B04": {
        "windows": (_MISBEHAVIOUR, "test_b04_popups"),
        "navigating": (_MISBEHAVIOUR, "test_b04_navigating_for_ever"),
        "pushState and fragments": (_MISBEHAVIOUR, "test_b04_moving_about"),
        "reloading": (_MORE, "test_b04_reloading_for_ever"),
    },
    "B05": {
        "downloads": (_MISBEHAVIOUR, "test_b05_downloads"),
        "place, clipboard, microphone, notifications, file:": (
            _MISBEHAVIOUR,
            "test_b05_what_a_browser_asks_its_user_for",
        ),
        "other programs, file: in frames": (_MISBEHAVIOUR, "test_b05_other_programs_and_files"),
    },
    "B06": {
        "every way": (_ONE, "test_ways_that_are_tried"),
        "every silent way": (_ONE, "test_ways_that_are_not_taken"),
        "every spelling": (_MANY, "test_no_way_leads_inside"),
        "every spelling by redirect": (_MANY, "test_no_redirect_leads_inside"),
        "frames and workers": (_MANY, "test_no_frame_and_no_worker_leads_inside"),
        "WebRTC, prefetch, service workers": (_MANY, "test_no_silent_way_leads_inside"),
        "the page itself": (_MANY, "test_the_page_itself_does_not_go_there"),
        "windows": (_MANY, "test_windows_do_not_go_there"),
        "over TLS": (_MANY, "test_no_way_leads_inside_from_a_safe_page"),
        "both lines": (_MANY, "test_with_the_guard_it_is_no_other"),
    },
    "B07": {
        "a crash, and too many": (_LIFE, "test_b07_restarted_until_it_crashed_too_often"),
        "a hang at the start": (_START, "test_a_browser_that_hangs_at_start"),
        "a lost pipe": (_PIPE, "test_a_browser_that_ends_does_not_answer"),
        "nobody is left": (_LIFE, "test_cancelled_in_the_middle"),
        "nobody is left behind us": (_START, "TestReal.test_it_ends_with_us"),
        "the limit by default": (_HERE, "test_the_limits_by_default"),
    },
    "B08": {
        "it does not hide": (_PAGES, "test_the_visitor_says_who_it_is_and_b08_does_not_hide"),
        "a page that looks": (_MORE, "test_b08_a_page_that_tells_visitors_apart_is_read_as_it_is"),
    },
    "B09": {
        "not used": (_LIFE, "test_b09_without_its_sandbox_it_is_not_used"),
        "used where that is allowed": (_LIFE, "test_b09_unless_that_is_allowed"),
    },
}
