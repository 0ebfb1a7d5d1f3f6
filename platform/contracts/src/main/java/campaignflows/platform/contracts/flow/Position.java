package campaignflows.platform.contracts.flow;

/** Where a node stands on the canvas. */
public record Position(double x, double y) {
    public static final Position ORIGIN = new Position(0, 0);
}
