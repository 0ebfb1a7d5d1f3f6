package campaignflows.participant.profile;

import campaignflows.platform.values.Identifier;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer whose row this transaction has locked, new or stored, with the changes that are not written yet. What several
 * rows of a batch do to one person is collected here, so that it is written once.
 *
 * <p>Identifiers are changed only through {@code IdentityIndex}, which knows which identifiers are free.
 */
public final class UnsavedCustomer {
    public static final String NAME_FIELD = "name";

    private final UUID id;
    private final UUID tenantId;
    private final @Nullable Customer stored;
    private final EnumMap<Identifier, String> identifiers = new EnumMap<>(Identifier.class);
    private final Map<String, String> attributes;
    private @Nullable String name;
    /** Computed on demand, until something changes. */
    private @Nullable ListKeys listKeys;

    private UnsavedCustomer(UUID id, UUID tenantId, @Nullable Customer stored) {
        this.id = id;
        this.tenantId = tenantId;
        this.stored = stored;
        this.attributes = stored == null ? new HashMap<>() : new HashMap<>(stored.attributes());
        if (stored != null) {
            identifiers.putAll(stored.identifiers());
            name = stored.name();
        }
    }

    public static UnsavedCustomer ofNew(UUID id, UUID tenantId) {
        return new UnsavedCustomer(id, tenantId, null);
    }

    public static UnsavedCustomer ofStored(Customer customer) {
        return new UnsavedCustomer(customer.id(), customer.tenantId(), customer);
    }

    /** Sets a profile field that is not an identifier; null clears it. Returns whether that changed anything. */
    public boolean set(String field, @Nullable String value) {
        if (field.equals(NAME_FIELD)) {
            boolean changed = !Objects.equals(name, value);
            name = value;
            listKeys = null;
            return changed;
        }
        String before = value == null ? attributes.remove(field) : attributes.put(field, value);
        return !Objects.equals(before, value);
    }

    /** The value of any profile field, or null. */
    public @Nullable String get(String field) {
        if (field.equals(NAME_FIELD)) {
            return name;
        }
        return Identifier.ofFieldName(field).map(this::identifier).orElseGet(() -> attributes.get(field));
    }

    /** For {@code IdentityIndex} alone. */
    public boolean setIdentifier(Identifier identifier, @Nullable String value) {
        listKeys = null;
        String before = value == null ? identifiers.remove(identifier) : identifiers.put(identifier, value);
        return !Objects.equals(before, value);
    }

    public @Nullable String identifier(Identifier identifier) {
        return identifiers.get(identifier);
    }

    /** The key by which the person is found, or null. */
    public @Nullable String key(Identifier identifier) {
        String value = identifiers.get(identifier);
        return value == null ? null : identifier.key(value);
    }

    /** The key of the stored row, which is occupied in the database until this draft is written. */
    public @Nullable String storedKey(Identifier identifier) {
        String value = stored == null ? null : stored.identifiers().get(identifier);
        return value == null ? null : identifier.key(value);
    }

    /** The stored identifiers in whose place are others now, or none. */
    Map<Identifier, String> replacedIdentifiers() {
        Map<Identifier, String> replaced = new EnumMap<>(Identifier.class);
        if (stored != null) {
            stored.identifiers().forEach((identifier, value) -> {
                if (!identifier.key(value).equals(key(identifier))) {
                    replaced.put(identifier, value);
                }
            });
        }
        return replaced;
    }

    /** The keys by which the person is sorted and searched, with the changes. */
    public ListKeys listKeys() {
        ListKeys known = listKeys;
        if (known == null) {
            known = ListKeys.of(name, identifiers::get);
            listKeys = known;
        }
        return known;
    }

    /** Whether the stored participants of the person have keys that differ from {@link #listKeys()}. */
    boolean changesListKeys() {
        return stored != null && !listKeys().equals(ListKeys.of(stored.name(), stored.identifiers()::get));
    }

    public Collection<Identifier> identifierKinds() {
        return identifiers.keySet();
    }

    public UUID id() {
        return id;
    }

    public UUID tenantId() {
        return tenantId;
    }

    public @Nullable String name() {
        return name;
    }

    public Map<String, String> attributes() {
        return attributes;
    }

    public boolean isNew() {
        return stored == null;
    }

    /** Whether it differs from what is stored. */
    public boolean isChanged() {
        return stored == null
                || !Objects.equals(stored.name(), name)
                || !stored.identifiers().equals(identifiers)
                || !stored.attributes().equals(attributes);
    }
}
