"""The main job on real input; `tests/journeys/main_job.py` tells it step by step."""

import pytest

from tests.journeys import main_job


def test_the_real_statement_goes_from_text_files_to_signed_documents(tmp_path):
    if not main_job.STATEMENT.is_dir():
        pytest.skip(f"THE MAIN JOB IS NOT TESTED: there is no {main_job.STATEMENT}")
    told = []

    main_job.run(tmp_path, told.append)

    assert len(told) == 5
