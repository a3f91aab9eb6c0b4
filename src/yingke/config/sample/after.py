"""Rows after a sample visit: feedback, follow-up, archive."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from yingke.config.sample.company import Company
from yingke.config.sample.preparation import Preparation
from yingke.config.sample.rows import Rows
from yingke.config.sample.script import HOUR, Script
from yingke.domains.feedback import events as feedback_events
from yingke.domains.feedback import queries as feedback_forms
from yingke.domains.feedback.models import Feedback
from yingke.domains.feedback.rules.score import score
from yingke.domains.growth import events as growth_events
from yingke.domains.growth.models import FollowUp, Step
from yingke.domains.growth.services import NAMES
from yingke.domains.growth.terms import StepKind
from yingke.domains.visits import events
from yingke.domains.visits.models import Node, Task, Visit
from yingke.foundation.identity.models import User

DAY = timedelta(days=1)
SUGGESTIONS = (
    *("希望提前提供术语表", "展厅讲解可以更贴近行业", "午餐时间略紧", "接站信息最好提前一天确认"),
    *("资料很充分，希望电子版同步", "会议室投影切换较慢", "现场答疑很专业", ""),
)
REASONS = {
    "landed": ("签订二期采购合同", "确定联合测试方案并立项", "签署年度框架协议"),
    "terminated": ("客户预算推迟至明年", "已选择其他供应商", "需求并入集团统一招标"),
}


@dataclass
class Ending:
    """When the closing work is done; None if it is not."""

    feedback: datetime | None
    concluded: datetime | None
    archived: datetime | None


class After:
    """Writes everything after the guests have left."""

    def __init__(
        self, random: Random, company: Company, rows: Rows, preparation: Preparation
    ) -> None:
        self._random = random
        self._preparation = preparation
        self._company = company
        self._rows = rows
        self._form = feedback_forms.in_force()
        self._asked = feedback_forms.asked(self._form.pk)

    def write(self, script: Script, visit: Visit, nodes: list[Node]) -> Ending:
        """Write feedback, follow-up, review and archive up to the current time."""
        assert script.ended is not None  # noqa: S101 – only visits that ended come here
        by_kind = {node.kind: node for node in nodes}
        feedback = self._feedback(script, visit, by_kind["feedback"])
        concluded = self._follow_up(script, visit, by_kind["follow_up"])
        review = self._review(script, visit, by_kind["feedback"], feedback)
        archived = None
        if concluded and review:
            archived = max(concluded, review) + self._random.uniform(0.2, 6) * DAY
        return Ending(feedback, concluded, archived)

    def _feedback(self, script: Script, visit: Visit, node: Node) -> datetime | None:
        random, rows = self._random, self._rows
        ended = script.ended or script.leaves_at
        due = ended + 24 * HOUR
        row = rows.add(Feedback(visit=visit, questionnaire=self._form, due_at=due))
        task = self._task(
            script,
            visit,
            node,
            origin="feedback.form",
            due=due,
            assignee=script.host,
            name=("回访客户，填写反馈表", "Call the guests and fill in the feedback form"),
            link=f"/visits/{visit.pk}/feedback/",
        )
        about = (visit.pk, visit.account_id)
        rows.happened(ended, None, lambda: feedback_events.FeedbackRequested(*about, due))
        draw = random.random()
        hours = random.uniform(2, 23) if draw < 0.86 else random.uniform(26, 70)
        recorded = ended + hours * HOUR
        if draw > 0.97:  # missed until the visit was archived
            recorded = ended + random.uniform(12, 25) * DAY
        level = 7 if visit.account.tier == "at_risk" else 9
        ratings = {
            question.code: max(3, min(10, level + random.choice((-1, 0, 0, 1))))
            for question in self._asked
        }
        total = score(ratings, self._asked)
        intention = random.choice(("possible", "strong", "strong", "confirmed", "none"))
        if not rows.happened(
            recorded,
            script.host,
            lambda: feedback_events.FeedbackRecorded(*about, due, total, intention),
        ):
            return None
        row.ratings, row.score, row.intention = ratings, total, intention
        row.suggestions, row.recorded_at = random.choice(SUGGESTIONS), recorded
        row.recorded_by, row.channel, row.version = script.host, "phone", 2
        self._done(task, script.host, recorded)
        return recorded

    def _follow_up(self, script: Script, visit: Visit, node: Node) -> datetime | None:
        random, rows = self._random, self._rows
        ended, owner = script.ended or script.leaves_at, script.account.account_manager
        about = (visit.pk, visit.account_id)
        plan = rows.add(FollowUp(visit=visit, owner=owner, opened_at=ended))
        rows.happened(ended, None, lambda: growth_events.FollowUpOpened(*about, owner.pk))
        rows.happened(ended, None, lambda: events.FollowUpStarted(*about))
        for kind, days in ((StepKind.DRAFT, 3), (StepKind.SECOND_TALK, 7)):
            late = random.random() < 0.15
            done = (
                ended
                + (days + random.uniform(0.2, 3) if late else days - random.uniform(0.2, 2)) * DAY
            )
            self._step(script, visit, node, plan, kind, 1, ended + days * DAY, done)
        concluded = ended + random.uniform(12, 45) * DAY
        last = ended + 7 * DAY
        for number in range(1, 6):
            last += 7 * DAY
            if last > min(concluded or rows.now, rows.now) + 7 * DAY:
                break
            done = last - random.uniform(0, 2) * DAY
            over = concluded is not None and done > concluded
            self._step(
                script, visit, node, plan, StepKind.SYNC, number, last, concluded if over else done
            )
            if over:
                break
        outcome = "landed" if random.random() < 0.42 else "terminated"
        reason = random.choice(REASONS[outcome])
        if not rows.happened(
            concluded, owner, lambda: growth_events.FollowUpClosed(*about, outcome, reason)
        ):
            return None
        plan.outcome, plan.reason, plan.concluded_at = outcome, reason, concluded
        return concluded

    def _step(
        self,
        script: Script,
        visit: Visit,
        node: Node,
        plan: FollowUp,
        kind: StepKind,
        number: int,
        due: datetime,
        done: datetime | None,
    ) -> None:
        owner = script.account.account_manager
        step = self._rows.add(Step(follow_up=plan, kind=kind, number=number, due_at=due))
        task = self._task(
            script,
            visit,
            node,
            origin=f"growth.{kind.value}.{number}",
            due=due,
            assignee=owner,
            name=NAMES[kind],
            link=f"/visits/{visit.pk}/follow-up/",
        )
        note = {"draft": "初稿已发客户", "second_talk": "已沟通细节"}.get(kind.value, "已同步进展")
        if self._rows.happened(
            done,
            owner,
            lambda: growth_events.StepDone(visit.pk, visit.account_id, kind.value, due, note),
        ):
            step.done_at, step.done_by, step.note = done, owner, note
            self._done(task, owner, done)

    def _review(
        self, script: Script, visit: Visit, node: Node, feedback: datetime | None
    ) -> datetime | None:
        """Complete node 11 once its checks and the feedback are done."""
        ended = script.ended or script.leaves_at
        late = self._random.random() > script.diligence
        done = (
            ended + (self._random.uniform(3.2, 6) if late else self._random.uniform(1, 2.8)) * DAY
        )
        self._preparation.do_tasks(script, node, done)
        if feedback is None:
            return None
        closed = max(done, feedback)
        if not self._rows.happened(
            closed,
            script.host,
            lambda: events.NodeCompleted(
                visit.pk,
                visit.account_id,
                node.number,
                node.kind,
                node.name,
                node.name_en,
                node.due_at,
                True,
            ),
        ):
            return None
        node.state, node.completed_at, node.completed_by = "done", closed, script.host
        return closed

    def _task(
        self,
        script: Script,
        visit: Visit,
        node: Node,
        *,
        origin: str,
        due: datetime,
        assignee: User,
        name: tuple[str, str],
        link: str,
    ) -> Task:
        ended = script.ended or script.leaves_at
        task: Task = self._rows.add(
            Task(
                visit=visit,
                node=node,
                name=name[0],
                name_en=name[1],
                origin=origin,
                link=link,
                assignee=assignee,
                department=self._company.staff[assignee.pk].department,
                due_at=due,
                assigned_at=min(ended, self._rows.now),
            )
        )
        self._rows.member(visit.pk, assignee.pk)
        self._rows.happened(
            ended,
            None,
            lambda: events.TaskAssigned(
                visit.pk,
                visit.account_id,
                task.pk,
                task.name,
                task.name_en,
                assignee.pk,
                None,
                task.department_id,
            ),
        )
        return task

    def _done(self, task: Task, by: User, at: datetime | None) -> None:
        visit = task.visit
        task.state, task.completed_at, task.accepted_at = "done", at, at
        self._rows.happened(
            at,
            by,
            lambda: events.TaskCompleted(
                visit.pk, visit.account_id, task.pk, task.name, task.name_en, task.due_at
            ),
        )
