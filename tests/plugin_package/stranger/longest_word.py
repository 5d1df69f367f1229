"""A namer that calls an interest by its longest keyword."""

from interestlab.interests.namer import Called, Material, NamerInfo


class LongestWord:
    """The longest keyword that no larger interest is called by."""

    info = NamerInfo("longest-word", "The longest word")

    def name(self, material: Material) -> list[Called]:
        called: list[Called] = []
        for words in material.keywords:
            taken = {one.name for one in called}
            free = [word for word in words if word not in taken]
            called.append(Called(max(free, key=len, default="")))
        return called
