"""What the networks answer, in the order of their answers; a trained model holds for this order only."""

TYPES = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
# Below this share `relate` gives out no type.
LEAST = 0.25
FACTUALITIES = ("happened", "ongoing", "planned", "demanded", "threatened", "hypothetical", "denied")
FORCES = ("offer", "demand", "precondition", "promise", "threat", "deadline")
POLARITIES = ("will", "will_not", "may")
