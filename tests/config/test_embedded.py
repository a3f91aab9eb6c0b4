import shutil
from concurrent.futures import ThreadPoolExecutor

from tests.installation import new_folder

from yingke.config.embedded import Cluster


def test_of_several_who_start_it_at_once_one_does_and_all_find_it_running():
    cluster = Cluster(new_folder() / "postgres")
    try:
        with ThreadPoolExecutor(4) as starters:
            new = list(starters.map(lambda _n: cluster.start(), range(4)))
        assert sorted(new) == [False, False, False, True]
        assert cluster.is_running
    finally:
        cluster.stop()
        shutil.rmtree(cluster.folder.parent)
