package campaignflows.platform.contracts.flow;

/** The place of a node on the canvas. */
public record Position(double x, double y) {
    public static final Position ORIGIN = new Position(0, 0);
}
