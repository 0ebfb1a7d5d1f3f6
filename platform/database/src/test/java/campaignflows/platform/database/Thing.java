package campaignflows.platform.database;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** Something that people edit. */
@Entity
@Table(name = "things")
public class Thing {

    @Id
    UUID id;

    String name;

    int amount;

    protected Thing() {}

    Thing(UUID id, String name) {
        this.id = id;
        this.name = name;
    }

    void add(int more) {
        amount += more;
    }
}
