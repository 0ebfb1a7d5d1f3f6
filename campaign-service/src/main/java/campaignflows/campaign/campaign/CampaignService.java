package campaignflows.campaign.campaign;

import campaignflows.campaign.definition.Definitions;
import campaignflows.campaign.field.FieldService;
import campaignflows.campaign.text.Description;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Page;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The life of campaigns (rule C1). Each change is one transaction that locks the campaign and publishes it. */
@Singleton
public class CampaignService {
    private static final int MAX_DESCRIPTION = 5_000;

    private final Database database;
    private final CampaignRepository campaigns;
    private final FieldService fields;
    private final Definitions definitions;

    CampaignService(Database database, CampaignRepository campaigns, FieldService fields, Definitions definitions) {
        this.database = database;
        this.campaigns = campaigns;
        this.fields = fields;
        this.definitions = definitions;
    }

    /**
     * Creates a campaign with the system fields.
     *
     * @throws ProblemException 422 for a bad name, 409 for one that is taken
     */
    public Campaign create(UUID tenant, CampaignDraft draft) {
        UUID id = Ids.v7();
        return create(tenant, id, draft, tx -> fields.addSystemFields(tx, tenant, id));
    }

    /**
     * Creates a campaign with this id.
     *
     * @param content gives it its fields, and what else it has from the beginning
     * @throws ProblemException 422 for a bad name, 409 for one that is taken
     */
    public Campaign create(UUID tenant, UUID id, CampaignDraft draft, Consumer<Handle> content) {
        CampaignName name = CampaignName.of(draft.name());
        String description = description(draft.description());
        boolean updatedOnUnchanged = draft.updatedOnUnchanged() == null || draft.updatedOnUnchanged();
        return database.inTransaction(tx -> {
            fields.lock(tx, tenant);
            if (!campaigns.insert(tx, id, tenant, name, description, updatedOnUnchanged)) {
                throw taken(name);
            }
            content.accept(tx);
            return definitions.publish(tx, id);
        });
    }

    public Page<Campaign> list(CampaignQuery query) {
        return database.read(tx -> {
            Page<Campaign> page = Page.ofOneMore(campaigns.page(tx, query), query.limit(), query.sort()::cursorAfter);
            long count = campaigns.count(tx, query);
            return count > CampaignRepository.COUNT_BOUND
                    ? page.withTotalAtLeast(CampaignRepository.COUNT_BOUND)
                    : page.withTotal(count);
        });
    }

    public Campaign get(UUID tenant, UUID id) {
        return database.read(tx -> campaigns.find(tx, tenant, id)).orElseThrow(CampaignService::unknown);
    }

    /** Changes what is given. */
    public Campaign patch(UUID tenant, UUID id, CampaignDraft patch) {
        @Nullable CampaignName newName = patch.name() == null ? null : new CampaignName(patch.name());
        @Nullable String newDescription = patch.description() == null ? null : description(patch.description());
        return database.inTransaction(tx -> {
            Campaign campaign = lock(tx, tenant, id);
            boolean updated = campaigns.update(
                    tx,
                    id,
                    Optional.ofNullable(newName),
                    newDescription == null ? campaign.description() : newDescription,
                    patch.updatedOnUnchanged() == null ? campaign.updatedOnUnchanged() : patch.updatedOnUnchanged());
            if (!updated) {
                throw taken(Objects.requireNonNull(newName));
            }
            return definitions.publish(tx, id);
        });
    }

    /** Deletes a campaign that is not Active; the customer profiles stay. */
    public void delete(UUID tenant, UUID id) {
        database.useTransaction(tx -> {
            lock(tx, tenant, id).requireNotActive("The campaign cannot be deleted");
            campaigns.delete(tx, id);
            definitions.publishDeletion(tx, id);
        });
    }

    private Campaign lock(Handle tx, UUID tenant, UUID id) {
        return campaigns.lock(tx, tenant, id).orElseThrow(CampaignService::unknown);
    }

    /** 404. */
    public static ProblemException unknown() {
        return ProblemException.notFound("campaign");
    }

    private static ProblemException taken(CampaignName name) {
        return ProblemException.conflict(
                "A campaign with the name %s exists already: choose another".formatted(name.text()));
    }

    private static String description(@Nullable String text) {
        return Description.of(text, MAX_DESCRIPTION)
                .orElseThrow(() -> ProblemException.invalidField(
                        "description", "Use at most %,d characters".formatted(MAX_DESCRIPTION)));
    }
}
