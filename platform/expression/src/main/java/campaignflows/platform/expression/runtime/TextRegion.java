package campaignflows.platform.expression.runtime;

/** Where in a text a method looks, in units, and whether there is such a place at all. */
record TextRegion(String text, int from, int to, boolean exists) {
    static TextRegion of(String text, Arguments arguments) {
        int count = Characters.count(text);
        int from = adjusted(arguments.place(1, 0), count);
        int to = Math.min(count, adjusted(arguments.place(2, count), count));
        return new TextRegion(
                text, Characters.unit(text, from), Characters.unit(text, to), from <= to && from <= count);
    }

    private static int adjusted(int place, int count) {
        return place < 0 ? Math.max(0, place + count) : place;
    }

    String part() {
        return text.substring(from, to);
    }
}
