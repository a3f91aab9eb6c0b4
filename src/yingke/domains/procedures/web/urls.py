"""URLs of visit types, request forms, procedures and approval chains."""

from django.urls import path

from yingke.domains.procedures.web.registers import STANDARD_ITEMS
from yingke.domains.procedures.web.views import (
    chain_steps,
    chains,
    drafts,
    procedures,
    questions,
    visit_types,
)

app_name = "procedures"

urlpatterns = [
    *STANDARD_ITEMS.urls(),
    path("settings/visit-types/", visit_types.types, name="types"),
    path("settings/visit-types/add/", visit_types.add, name="type-add"),
    path("settings/visit-types/common/", visit_types.common, name="type-common"),
    path("settings/visit-types/common/add/", questions.add, name="question-add-common"),
    path("settings/visit-types/<int:pk>/", visit_types.show, name="type"),
    path("settings/visit-types/<int:pk>/edit/", visit_types.edit, name="type-edit"),
    path("settings/visit-types/<int:pk>/retire/", visit_types.retire, name="type-retire"),
    path("settings/visit-types/<int:pk>/offer/", visit_types.offer, name="type-offer"),
    path("settings/visit-types/<int:pk>/move/", visit_types.move, name="type-move"),
    path("settings/visit-types/<int:pk>/add/", questions.add, name="question-add"),
    path("settings/questions/<int:field_pk>/", questions.edit, name="question-edit"),
    path("settings/questions/<int:field_pk>/retire/", questions.retire, name="question-retire"),
    path("settings/questions/<int:field_pk>/move/", questions.move, name="question-move"),
    path("settings/procedures/", procedures.procedures, name="procedures"),
    path("settings/procedures/start/", procedures.start, name="procedure-start"),
    path("settings/procedures/<int:procedure_pk>/", procedures.show, name="procedure"),
    path(
        "settings/procedures/<int:procedure_pk>/changes/",
        procedures.compare,
        name="procedure-changes",
    ),
    path("settings/procedures/<int:procedure_pk>/draft/", procedures.draft, name="procedure-draft"),
    path(
        "settings/procedures/<int:procedure_pk>/describe/",
        procedures.describe,
        name="procedure-describe",
    ),
    path(
        "settings/procedures/<int:procedure_pk>/publish/",
        procedures.publish,
        name="procedure-publish",
    ),
    path(
        "settings/procedures/<int:procedure_pk>/discard/",
        procedures.discard,
        name="procedure-discard",
    ),
    path(
        "settings/procedures/<int:procedure_pk>/revert/",
        procedures.revert,
        name="procedure-revert",
    ),
    path(
        "settings/procedures/<int:procedure_pk>/retire/",
        procedures.retire,
        name="procedure-retire",
    ),
    path(
        "settings/procedures/<int:procedure_pk>/nodes/add/",
        drafts.add_node,
        name="template-node-add",
    ),
    path("settings/nodes/<int:template_pk>/", drafts.edit_node, name="template-node"),
    path("settings/nodes/<int:template_pk>/move/", drafts.move_node, name="template-node-move"),
    path(
        "settings/nodes/<int:template_pk>/remove/",
        drafts.remove_node,
        name="template-node-remove",
    ),
    path("settings/nodes/<int:template_pk>/tasks/add/", drafts.add_task, name="template-task-add"),
    path("settings/tasks/<int:template_task_pk>/", drafts.edit_task, name="template-task"),
    path(
        "settings/tasks/<int:template_task_pk>/remove/",
        drafts.remove_task,
        name="template-task-remove",
    ),
    path(
        "settings/tasks/<int:template_task_pk>/checks/add/",
        drafts.check,
        name="template-check-add",
    ),
    path(
        "settings/tasks/<int:template_task_pk>/checks/<int:index>/",
        drafts.check,
        name="template-check",
    ),
    path(
        "settings/tasks/<int:template_task_pk>/checks/<int:index>/remove/",
        drafts.remove_check,
        name="template-check-remove",
    ),
    path("settings/approval-chains/", chains.chains, name="chains"),
    path("settings/approval-chains/start/", chains.start, name="chain-start"),
    path("settings/approval-chains/<int:chain_pk>/", chains.show, name="chain"),
    path("settings/approval-chains/<int:chain_pk>/changes/", chains.compare, name="chain-changes"),
    path("settings/approval-chains/<int:chain_pk>/draft/", chains.draft, name="chain-draft"),
    path(
        "settings/approval-chains/<int:chain_pk>/describe/", chains.describe, name="chain-describe"
    ),
    path("settings/approval-chains/<int:chain_pk>/publish/", chains.publish, name="chain-publish"),
    path("settings/approval-chains/<int:chain_pk>/discard/", chains.discard, name="chain-discard"),
    path("settings/approval-chains/<int:chain_pk>/revert/", chains.revert, name="chain-revert"),
    path("settings/approval-chains/<int:chain_pk>/retire/", chains.retire, name="chain-retire"),
    path(
        "settings/approval-chains/<int:chain_pk>/steps/add/", chain_steps.add, name="chain-step-add"
    ),
    path("settings/approval-chains/steps/<int:step_pk>/", chain_steps.edit, name="chain-step"),
    path(
        "settings/approval-chains/steps/<int:step_pk>/remove/",
        chain_steps.remove,
        name="chain-step-remove",
    ),
]
