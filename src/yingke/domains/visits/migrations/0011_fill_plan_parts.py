"""Snapshots of plans list their rows by part."""

from django.db import migrations

ITEM = ("id", "name", "name_en", "kind", "starts_at", "ends_at", "place", "note", "interactive")


def by_parts(visit_id, content):
    items = content["items"]
    named = [{name: item.get(name, "") for name in ("id", "name", "name_en")} for item in items]
    pairs = list(zip(named, items, strict=True))
    return {
        "dates": [
            {
                "id": visit_id,
                "name": content["title"],
                **{name: content[name] for name in ("arrives_at", "leaves_at", "headcount")},
            }
        ],
        "agenda": [{name: item[name] for name in ITEM if name in item} for item in items],
        "people": [{**row, "people": item["people"]} for row, item in pairs if item.get("people")],
        "bookings": [
            {**row, "resources": item["resources"]} for row, item in pairs if item.get("resources")
        ],
    }


def fill(apps, schema_editor):
    versions = apps.get_model("visits", "PlanVersion").objects.order_by("pk")
    for version in versions.iterator(chunk_size=500):
        if "items" in version.content:
            version.content = by_parts(version.visit_id, version.content)
            version.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0010_arrivals_and_plan_parts"),
    ]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
