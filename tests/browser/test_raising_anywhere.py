"""提出问题 from the register, by keyboard alone: the channel is chosen, its units come, and what was typed stays."""

from playwright.sync_api import expect

from .conftest import Place, held, unanswered


def test_raised_from_the_register_by_keys(place: Place) -> None:
    page = place.sit_down("甲一")
    page.goto(f"{place.server.url}/issues")
    page.get_by_role("link", name="提出问题").first.click()
    page.get_by_label("标题").fill("写在选频道之前")
    channel = page.get_by_label("频道", exact=True)
    channel.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    lead = page.get_by_label("牵头单位")
    expect(lead.locator("option:checked")).to_have_text("区甲局")
    expect(channel).to_be_focused()
    expect(page.get_by_label("标题")).to_have_value("写在选频道之前")
    lead.select_option(label="区乙局")
    expect(page.locator("[data-preview]")).to_contain_text("乙一")
    page.get_by_role("button", name="提出", exact=True).click()
    expect(page.get_by_role("heading", name="写在选频道之前")).to_be_visible()


def test_a_channel_chosen_after_another_keeps_units_that_are_in_both(place: Place) -> None:
    page = place.sit_down("甲一")
    with page.expect_response("**/issues/preview?**"):  # the script is there
        page.goto(f"{place.server.url}/issues/new?channel={place.scene.channels['家庭']}")
    page.get_by_label("牵头单位").select_option(label="区乙局")
    with page.expect_response("**/issues/units?**"):
        page.get_by_label("频道", exact=True).select_option(place.scene.channels["全区"])
    expect(page.get_by_label("牵头单位").locator("option")).to_have_count(4 + 1)
    expect(page.get_by_label("牵头单位").locator("option:checked")).to_have_text("区乙局")


def test_who_would_be_told_follows_the_last_choice_however_late_the_first_is_answered(place: Place) -> None:
    page = place.sit_down("甲一")
    with page.expect_response("**/issues/preview?**"):
        page.goto(f"{place.server.url}/issues/new?channel={place.scene.channels['家庭']}")
    lead, preview = page.get_by_label("牵头单位"), page.locator("[data-preview]")
    expect(preview).to_contain_text("甲一")
    with held(page, "**/issues/preview?**"):
        with page.expect_request("**/issues/preview?**"):
            page.locator("[name=severity]").last.check()
        lead.select_option(label="区乙局")
        page.wait_for_timeout(300)  # longer than the form waits for more choices
    expect(preview).to_contain_text("乙一")


def test_a_unit_chosen_while_those_of_another_channel_come_stays_chosen(place: Place) -> None:
    page = place.sit_down("甲一")
    with page.expect_response("**/issues/preview?**"):
        page.goto(f"{place.server.url}/issues/new?channel={place.scene.channels['家庭']}")
    lead = page.get_by_label("牵头单位")
    with unanswered(page, "**/issues/units?**"):
        with page.expect_request("**/issues/units?**"):
            page.get_by_label("频道", exact=True).select_option(place.scene.channels["全区"])
        lead.select_option(label="区乙局")
    expect(lead.locator("option")).to_have_count(4 + 1)
    expect(lead.locator("option:checked")).to_have_text("区乙局")
