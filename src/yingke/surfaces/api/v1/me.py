"""The user behind the token."""

from django.http import HttpResponse
from ninja import Router, Schema

from yingke.foundation.identity.models.access import permissions_of
from yingke.surfaces.api.v1 import schemas
from yingke.surfaces.api.v1.authentication import TokenRequest
from yingke.surfaces.api.v1.responses import json_response

router = Router(tags=["me"])


class Me(Schema):
    id: int
    name: str
    name_en: str
    email: str
    language: str
    permissions: list[str]
    scope: str


@router.get("/me", response={200: Me, **schemas.REFUSED})
def me(request: TokenRequest) -> HttpResponse:
    """Return the token's user, their permissions and the token's scope."""
    user = request.user
    return json_response(
        {
            "id": user.pk,
            "name": user.name,
            "name_en": user.name_en,
            "email": user.email,
            "language": user.language,
            "permissions": sorted(permissions_of(user)),
            "scope": request.auth.scope,
        }
    )
