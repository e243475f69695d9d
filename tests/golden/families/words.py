"""Words to sort, to count in and to ask about; no word is in both parts."""

WORDS = {
    "dev": (
        "apple banana cherry grape lemon mango orange peach pear plum chair table lamp window garden river mountain "
        "forest bridge castle tiger rabbit horse monkey giraffe elephant guitar violin trumpet piano pencil marker "
        "notebook letter village summer winter butter pepper coffee bottle kitchen carpet curtain mirror"
    ).split(),
    "heldout": (
        "apricot fig kiwi melon olive papaya quince raspberry tomato walnut desk shelf sofa blanket pillow island "
        "valley desert harbour meadow zebra otter falcon lizard hamster dolphin drum flute cello banjo accordion "
        "crayon eraser stapler envelope parcel autumn spring mustard ginger vanilla kettle saucepan ladder hammer"
    ).split(),
}

LONG = {
    "dev": (
        "strawberry banana mississippi committee parallel refrigerator television umbrella chocolate university "
        "butterfly dictionary basketball pineapple temperature"
    ).split(),
    "heldout": (
        "blueberry assassination bookkeeper massachusetts tennessee possession watermelon raccoon cappuccino "
        "encyclopedia helicopter hippopotamus volleyball accommodation philosophy"
    ).split(),
}

NAMES = {
    "dev": "Oliver Sophie Marcus Nina Peter Julia Walter Irene Edgar Rachel".split(),
    "heldout": "Amara Diego Hana Jonas Leila Viktor Wanda Zara Bruno Rosalind".split(),
}

SENTENCES = {
    "dev": (
        "The cat sat on the warm mat near the door|My brother walks to school every morning|"
        "Rain fell on the roof all through the night|She opened the letter and smiled|"
        "We went to the market to buy fresh bread and cheese|The old clock on the wall stopped again"
    ).split("|"),
    "heldout": (
        "A small boat drifted slowly across the quiet lake|Nobody knew where the key had gone|"
        "The farmer and the baker met at the corner of the street|Birds sing before the sun comes up|"
        "I left my umbrella on the train to the coast|Her garden is full of roses and bees in June"
    ).split("|"),
}
