package campaignflows.communication.support;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A database for the tests of a class, and a new world in it for each of them. */
@NullMarked
public abstract class WorldFixture {
    protected static TestDatabase db;
    protected World world;

    @BeforeAll
    static void openDatabase() {
        db = new TestDatabase();
    }

    @AfterAll
    static void closeDatabase() {
        db.close();
    }

    @BeforeEach
    final void newWorld() {
        world = new World(db);
    }
}
