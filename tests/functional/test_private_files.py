"""What the service writes is for nobody else on the machine to read."""

from stat import S_IMODE

from tests.journeys.service import make_service


def test_data_is_readable_to_its_owner_alone(tmp_path):
    service = make_service(tmp_path)

    service.run("migrate")

    data = tmp_path / "data"
    written = {each.name: oct(S_IMODE(each.stat().st_mode)) for each in data.iterdir()}
    assert oct(S_IMODE(data.stat().st_mode)) == "0o700"
    assert "appeals.sqlite3" in written
    assert set(written.values()) == {"0o600"}, written
