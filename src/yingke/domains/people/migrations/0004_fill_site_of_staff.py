"""The code of a site becomes a reference to it; a code that no site has is let go."""

from django.db import migrations

FILL = """
UPDATE people_staff SET site_id = site.id FROM identity_site AS site
WHERE site.code = people_staff.site_code
"""
BACK = """
UPDATE people_staff SET site_code = site.code FROM identity_site AS site
WHERE site.id = people_staff.site_id
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_site_of_staff")]
    operations = [migrations.RunSQL(FILL, BACK)]
