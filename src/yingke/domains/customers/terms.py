"""Enumerations of customers: tiers, roles in decisions, kinds of preferences."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Tier(TextChoices):
    """Tiers of customers; packages above decide which customer belongs to which."""

    STRATEGIC = "strategic", _("Strategic core")
    KEY = "key", _("Key business")
    POTENTIAL = "potential", _("Potential")
    AT_RISK = "at_risk", _("At risk")


class AccountStatus(TextChoices):
    ACTIVE = "active", _("Active customer")
    DORMANT = "dormant", _("Dormant")
    CLOSED = "closed", _("Closed")


class Industry(TextChoices):
    MANUFACTURING = "manufacturing", _("Manufacturing")
    TECHNOLOGY = "technology", _("Technology")
    ENERGY = "energy", _("Energy")
    AUTOMOTIVE = "automotive", _("Automotive")
    HEALTHCARE = "healthcare", _("Healthcare")
    FINANCE = "finance", _("Finance")
    RETAIL = "retail", _("Retail and consumer")
    LOGISTICS = "logistics", _("Transport and logistics")
    CONSTRUCTION = "construction", _("Construction and real estate")
    PUBLIC = "public", _("Government and public bodies")
    EDUCATION = "education", _("Education and research")
    OTHER = "other", _("Other industry")


class RegisteringOffice(TextChoices):
    """The first character of a unified social credit code (GB 32100-2015)."""

    STAFFING = "1", _("Office of public staffing")
    FOREIGN_AFFAIRS = "2", _("Foreign affairs")
    JUSTICE = "3", _("Justice")
    CULTURE = "4", _("Culture")
    CIVIL_AFFAIRS = "5", _("Civil affairs")
    TOURISM = "6", _("Tourism")
    RELIGION = "7", _("Religious affairs")
    UNIONS = "8", _("Trade unions")
    MARKET = "9", _("Market regulation")
    MILITARY = "A", _("Military staffing")
    AGRICULTURE = "N", _("Agriculture")
    OTHER = "Y", _("Other office")


class OrganisationKind(TextChoices):
    """The first two characters of a unified social credit code, for the common kinds."""

    AUTHORITY = "11", _("Government body")
    PUBLIC_INSTITUTION = "12", _("Public institution")
    PEOPLE_S_ORGANISATION = "13", _("People's organisation")
    LAW_FIRM = "31", _("Law firm")
    ASSOCIATION = "51", _("Association")
    SOCIAL_SERVICE = "52", _("Private non-enterprise unit")
    FOUNDATION = "53", _("Foundation")
    ENTERPRISE = "91", _("Enterprise")
    SOLE_TRADER = "92", _("Sole trader")
    COOPERATIVE = "93", _("Farmers' cooperative")


class Size(TextChoices):
    """Companies by head-count, in the bands of the National Bureau of Statistics."""

    MICRO = "micro", _("Under 20 people")
    SMALL = "small", _("20–299 people")
    MEDIUM = "medium", _("300–999 people")
    LARGE = "large", _("1,000–9,999 people")
    GIANT = "giant", _("10,000 people or more")


class Region(TextChoices):
    EAST = "east", _("East China")
    SOUTH = "south", _("South China")
    NORTH = "north", _("North China")
    CENTRAL = "central", _("Central China")
    SOUTHWEST = "southwest", _("Southwest China")
    NORTHWEST = "northwest", _("Northwest China")
    NORTHEAST = "northeast", _("Northeast China")
    GREATER_CHINA = "greater_china", _("Hong Kong, Macao and Taiwan")
    OVERSEAS = "overseas", _("Overseas")


class Language(TextChoices):
    """Language for talking and writing to a customer."""

    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    JAPANESE = "ja", _("Japanese")
    KOREAN = "ko", _("Korean")
    RUSSIAN = "ru", _("Russian")
    ARABIC = "ar", _("Arabic")


class DecisionRole(TextChoices):
    DECIDER = "decider", _("Decider")
    INFLUENCER = "influencer", _("Influencer")
    USER = "user", _("User")
    GATEKEEPER = "gatekeeper", _("Gatekeeper")
    CHAMPION = "champion", _("Champion")


class Attitude(TextChoices):
    SUPPORTIVE = "supportive", _("Supportive")
    NEUTRAL = "neutral", _("Neutral")
    OPPOSED = "opposed", _("Opposed")
    UNKNOWN = "unknown", _("Unknown")


class Influence(IntegerChoices):
    SLIGHT = 1, _("1 · Very low")
    SOME = 2, _("2 · Low")
    MEDIUM = 3, _("3 · Medium")
    STRONG = 4, _("4 · High")
    DECISIVE = 5, _("5 · Decisive")


class Consent(TextChoices):
    """Whether a person may be written to or called without having asked for it."""

    UNKNOWN = "unknown", _("Not asked")
    GIVEN = "given", _("Agreed")
    REFUSED = "refused", _("Does not want to be contacted")


class RelationshipKind(TextChoices):
    """What one person at a customer does to the plans of another."""

    INFLUENCES = "influences", _("Influences")
    BLOCKS = "blocks", _("Blocks")


class Warmth(IntegerChoices):
    """How lively the contact with a person is, from what happened in the last year."""

    COLD = 0, _("No contact")
    COOL = 1, _("Little contact")
    WARM = 2, _("Regular contact")
    HOT = 3, _("Close contact")


class PreferenceKind(TextChoices):
    DIET = "diet", _("Diet")
    HEALTH = "health", _("Health")
    RELIGION = "religion", _("Religion")
    ETIQUETTE = "etiquette", _("Etiquette")
    LANGUAGE = "language", _("Language")
    GIFT = "gift", _("Gift")
    TOPIC = "topic", _("Conversation topic")
    OTHER = "other", _("Other preference")


class Stance(TextChoices):
    PREFERENCE = "preference", _("Preference")
    RESTRICTION = "taboo", _("Restriction")


class AgreementKind(TextChoices):
    NDA = "nda", _("Non-disclosure agreement")
    FRAMEWORK = "framework", _("Framework agreement")


class AgreementState(TextChoices):
    """State of an agreement on a day; computed from its dates, never stored."""

    UPCOMING = "upcoming", _("Not yet in force")
    VALID = "valid", _("In force")
    EXPIRING = "expiring", _("Expiring soon")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    MISSING = "missing", _("Not signed")


class Country(TextChoices):
    """ISO 3166 alpha-2 codes offered in forms."""

    CHINA = "CN", _("China")
    HONG_KONG = "HK", _("Hong Kong")
    MACAO = "MO", _("Macao")
    TAIWAN = "TW", _("Taiwan")
    JAPAN = "JP", _("Japan")
    KOREA = "KR", _("South Korea")
    SINGAPORE = "SG", _("Singapore")
    MALAYSIA = "MY", _("Malaysia")
    THAILAND = "TH", _("Thailand")
    VIETNAM = "VN", _("Vietnam")
    INDONESIA = "ID", _("Indonesia")
    INDIA = "IN", _("India")
    EMIRATES = "AE", _("United Arab Emirates")
    SAUDI_ARABIA = "SA", _("Saudi Arabia")
    GERMANY = "DE", _("Germany")
    FRANCE = "FR", _("France")
    BRITAIN = "GB", _("United Kingdom")
    ITALY = "IT", _("Italy")
    SPAIN = "ES", _("Spain")
    NETHERLANDS = "NL", _("Netherlands")
    SWITZERLAND = "CH", _("Switzerland")
    SWEDEN = "SE", _("Sweden")
    RUSSIA = "RU", _("Russia")
    UNITED_STATES = "US", _("United States")
    CANADA = "CA", _("Canada")
    MEXICO = "MX", _("Mexico")
    BRAZIL = "BR", _("Brazil")
    AUSTRALIA = "AU", _("Australia")
    SOUTH_AFRICA = "ZA", _("South Africa")


class InteractionKind(TextChoices):
    """How somebody was in touch with a customer; visits are kept by their own package."""

    CALL = "call", _("Call")
    MESSAGE = "message", _("Message")
    MAIL = "mail", _("Email")
    MEETING = "meeting", _("Meeting")
    CALL_ON = "call_on", _("Visit to the customer")
    EVENT = "event", _("Event")
    GIFT = "gift", _("Gift or greeting")


class InteractionState(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Took place")
    SKIPPED = "skipped", _("Skipped")
