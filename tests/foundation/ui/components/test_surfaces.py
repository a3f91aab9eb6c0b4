def test_the_side_column_appears_only_if_it_has_something_to_say(draw):
    source = "{% columns %}work{% column_side %}{% if side %}note{% endif %}{% endcolumn_side %}"
    assert "column-side" not in draw(source + "{% endcolumns %}", side=False)
    html = draw(source + "{% endcolumns %}", side=True)
    assert html.index("work") < html.index('<aside class="stack column-side">note')


def test_the_title_of_a_page_has_its_state_facts_and_actions_in_their_places(draw):
    html = draw(
        "{% page_header title='Visit' %}{% header_actions %}act{% endheader_actions %}"
        "{% facts %}{% fact 'Suzhou' icon='map-pin' label='Place' %}{% endfacts %}state"
        "{% endpage_header %}"
    )
    assert html.index("<h1>Visit</h1>state") < html.index("Suzhou") < html.index("act</div>")
    assert '<span class="visually-hidden">Place:</span>' in html


def test_nothing_here_offers_the_one_next_action(draw):
    html = draw('{% empty_state "No visits" action="Plan one" url="/new/" dialog=True %}')
    assert 'class="button button-primary" href="/new/" hx-get="/new/"' in html


def test_a_card_without_title_has_no_head(draw):
    assert draw("{% card %}x{% endcard %}") == (
        '<section class="card card-bare"><div class="card-body">x</div></section>'
    )


def test_a_step_of_the_breadcrumb_leads_to_the_address_it_names(draw):
    assert draw('{% crumb "Gallery" view="ui:gallery" %}').startswith(
        '<a href="/settings/gallery/">Gallery</a>'
    )
