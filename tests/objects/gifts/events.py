from yingke.foundation.journal.records import RecordChanged


class GiftChanged(RecordChanged):
    kind = "gifts.gift_changed"
    about = "gifts.gift", "id"
