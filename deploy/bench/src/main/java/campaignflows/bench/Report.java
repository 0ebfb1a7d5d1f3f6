package campaignflows.bench;

import java.util.List;

/** What a bench found: {@code toString()} is all of it, as a text for people. */
public interface Report {
    /** The most important of it. */
    List<Figure> figures();
}
