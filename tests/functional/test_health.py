"""The health pages say what they are asked."""


def test_the_process_says_that_it_is_alive(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_readiness_needs_a_migrated_database(client):
    assert client.get("/readyz").status_code == 200


def test_another_host_is_refused(client):
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 400


def test_an_unknown_page_is_a_calm_404(client):
    response = client.get("/no-such-page")

    assert response.status_code == 404
    assert "There is no such page" in response.text
