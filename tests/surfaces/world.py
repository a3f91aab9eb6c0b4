"""One visit that has ended, with everything that hangs on it, and everybody who might look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from tests.domains.visits import world as w
from tests.factories.customers import (
    make_account,
    make_contact,
    make_nda,
    make_pair,
    make_preference,
)
from tests.factories.identity import make_user
from tests.factories.people import certify, make_absence, make_skill
from tests.factories.planning import make_change

from yingke.domains.customers import services as customers
from yingke.domains.customers.models import DuplicatePair, Merge, Relationship
from yingke.domains.feedback import services as feedback
from yingke.domains.feedback.models import Questionnaire
from yingke.domains.feedback.services import questionnaires
from yingke.domains.growth import services as growth
from yingke.domains.growth.models import Promise, Step
from yingke.domains.planning.models import ChangeRequest, DayProposal, Proposal
from yingke.domains.planning.terms import ProposalState
from yingke.domains.procedures.models import ApprovalChain, Procedure, RequestField
from yingke.domains.procedures.services import chains, versions
from yingke.domains.tiering.models import CareAction, Entitlement, RuleSet, TierMove
from yingke.domains.tiering.services import ratings, rule_sets, runs
from yingke.domains.visits.models import AgendaItem, CheckItem, Visit
from yingke.foundation.documents.models import Document
from yingke.foundation.identity import services as identity
from yingke.foundation.identity.models import Role, User
from yingke.foundation.imports import services as imports
from yingke.foundation.imports.models import Import
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock
from yingke.foundation.notifications.models import Notification
from yingke.foundation.ui import register
from yingke.foundation.ui import services as ui
from yingke.surfaces.api.models import Webhook
from yingke.surfaces.api.services import tokens
from yingke.surfaces.api.terms import Scope


@dataclass
class Walkers:
    """The company, the one visit, one object of each kind, and a person for each role."""

    house: w.World
    visit: Visit
    by_role: dict[str, User]
    item: AgendaItem
    check: CheckItem
    question: RequestField
    draft: Procedure
    chain: ApprovalChain
    form: Questionnaire
    step: Step
    booking: Any
    proposal: Proposal
    day_proposal: DayProposal
    change: ChangeRequest
    skill: Any
    absence: Any
    preference: Any
    relationship: Any
    promise: Promise
    agreement: Any
    pair: DuplicatePair
    dismissed: DuplicatePair
    merge: Merge
    tier_move: TierMove
    care_action: CareAction
    tier_rules: RuleSet
    document: Document
    notification: Notification
    imported: Import
    entry: Entry
    delegation: Any
    view: Any
    token: Any
    webhook: Any
    keys: dict[int, str]

    @property
    def people(self) -> dict[str, User]:
        """Everybody who walks: a person for each role, the one from elsewhere, the stranger."""
        others = {"colleague": self.house.colleague, "stranger": self.house.stranger}
        return self.by_role | others


def make_walkers() -> Walkers:
    """Build it all by services, a week ago; who walks later holds one role and no part in it."""
    house = w.make_world()
    visit = w.ended(house)
    feedback.ask_for_feedback(visit_id=visit.pk)
    growth.open_follow_up(visit_id=visit.pk)
    visit.refresh_from_db()
    item = visit.agenda.first()
    owner = house.coordinator
    view = ui.save_view(actor=owner, table="visits", name="我的视图", query="state=planned")
    delegation = identity.delegate(
        actor=owner,
        giver_id=owner.pk,
        taker_id=house.host.pk,
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(days=30),
        reason="出差",
    )
    staff = house.expert.staff
    manager = house.account.account_manager
    twins = [make_account(f"华晟新能源{n}", manager=manager) for n in range(3)]
    by_role = {code: make_user(name=code, roles=(code,)) for code in role_codes()}
    everybody = [*by_role.values(), house.colleague, house.stranger]
    return Walkers(
        house=house,
        visit=visit,
        by_role=by_role,
        item=item,
        check=CheckItem.objects.filter(task__visit=visit).first(),
        question=RequestField.objects.get(code="photos"),
        draft=versions.draft_version(actor=by_role["admin"], variant="normal"),
        chain=chains.draft_version(
            actor=by_role["admin"], chain_id=ApprovalChain.objects.get(code="request").pk
        ),
        form=questionnaires.draft_form(actor=by_role["admin"]),
        step=Step.objects.filter(follow_up__visit=visit).first(),
        booking=item.bookings.first().booking,
        proposal=Proposal.objects.create(
            visit=visit,
            state=ProposalState.CANCELLED,
            asked_by=owner,
            asked_at=clock.now(),
            visit_version=visit.version,
        ),
        day_proposal=DayProposal.objects.create(
            site=visit.site,
            day=visit.arrives_at.date(),
            state=ProposalState.CANCELLED,
            asked_by=owner,
            asked_at=clock.now(),
        ),
        change=make_change(visit, owner),
        skill=certify(staff, make_skill()),
        absence=make_absence(staff, visit.leaves_at),
        preference=make_preference(house.account),
        relationship=_relationship(house.account),
        promise=_promise(house),
        agreement=make_nda(house.account),
        pair=make_pair(house.account, twins[0]),
        dismissed=make_pair(*twins[:2], dismissed_at=clock.now(), dismissed_by=owner),
        merge=customers.merge_accounts(
            actor=None,
            kept_id=house.account.pk,
            absorbed_id=twins[2].pk,
            kept_version=house.account.version,
            absorbed_version=twins[2].version,
            take=[],
        ),
        tier_move=_tier_move(house),
        care_action=_care_action(house),
        tier_rules=rule_sets.draft_rules(actor=by_role["director"]),
        document=Document.objects.first(),
        notification=Notification.objects.filter(user=owner).first(),
        imported=imports.start(
            actor=owner,
            reader=owner,
            register=register.find("suppliers"),
            name="供应商.csv",
            content="名称\n雅致\n".encode(),
        ),
        entry=Entry.objects.order_by("pk").first(),
        delegation=delegation,
        view=view,
        token=tokens.create_token(actor=owner, name="报表", scope=Scope.READ)[0],
        webhook=Webhook.objects.create(
            url="https://erp.example/hook",
            kinds=["visits.archived"],
            created_by=owner,
            created_at=clock.now(),
        ),
        keys={
            person.pk: tokens.create_token(actor=person, name="巡查", scope=Scope.WRITE)[1]
            for person in everybody
        },
    )


def _tier_move(house: w.World) -> TierMove:
    """A move that waits, of a run that scored the customer."""
    ratings.save_rating(
        actor=house.account.account_manager,
        account_id=house.account.pk,
        aspect="strategic_fit",
        score=80,
        rated_on=clock.today(UTC),
    )
    run = runs.score_customers(as_of=clock.today(UTC))
    return TierMove.objects.create(
        account=house.account,
        run=run,
        before=house.account.tier,
        after="key",
        proposed_at=clock.now(),
    )


def role_codes() -> list[str]:
    return list(Role.objects.order_by("position").values_list("code", flat=True))


def _promise(house: w.World) -> Promise:
    return growth.save_promise(
        actor=None,
        account_id=house.account.pk,
        text="寄送检测报告",
        owner_id=house.host.pk,
        promised_on=clock.now().date(),
        due_on=clock.now().date() + timedelta(days=7),
    )


def _relationship(account: Any) -> Relationship:
    one, other = make_contact(account, "马晓东"), make_contact(account, "许志明")
    return Relationship.objects.create(contact=one, other=other, kind="blocks")


def _care_action(house: w.World) -> CareAction:
    day = clock.now().date()
    return CareAction.objects.create(
        entitlement=Entitlement.objects.first(),
        account=house.account,
        owner=house.host,
        starts_on=day,
        due_on=day,
        planned_on=day,
    )
