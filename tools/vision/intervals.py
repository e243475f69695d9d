"""How sure a share is."""

import math


def wilson(right, asked, z=1.96):
    """Wilson's 95 % interval of a share, as (low, high)."""
    if not asked:
        return 0.0, 1.0
    share = right / asked
    middle = share + z * z / (2 * asked)
    spread = z * math.sqrt(share * (1 - share) / asked + z * z / (4 * asked * asked))
    whole = 1 + z * z / asked
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
