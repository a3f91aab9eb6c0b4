"""The same company under other names: normalising, candidate pairs, evidence.

from yingke.engines.linkage import Field, Index, link

rows = [{Field.COMPANY: "无锡松涛重型机械有限公司"}, {Field.COMPANY: "松涛重机"}]
link(rows).pairs
Index(rows).check({Field.COMPANY: "松涛重"})
"""

from yingke.engines.linkage.evidence import Evidence, tell
from yingke.engines.linkage.fields import Field, Row
from yingke.engines.linkage.index import Hit, Index
from yingke.engines.linkage.linking import Linkage, LinkedPair, link
from yingke.engines.linkage.model import THRESHOLD, Model, shipped
from yingke.engines.linkage.problems import BadInputError, Problem

__all__ = [
    "THRESHOLD",
    "BadInputError",
    "Evidence",
    "Field",
    "Hit",
    "Index",
    "Linkage",
    "LinkedPair",
    "Model",
    "Problem",
    "Row",
    "link",
    "shipped",
    "tell",
]  # fmt: skip
