package campaignflows.campaign.field;

import campaignflows.campaign.campaign.Campaign;
import campaignflows.campaign.campaign.CampaignRepository;
import campaignflows.campaign.campaign.CampaignService;
import campaignflows.campaign.definition.Definitions;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a campaign (rules D1, D2, D4). A change is planned first without holding anything, so that
 * participant-service can be asked for values, and planned again in its transaction, where it must come to the same.
 */
@Singleton
public class FieldService {
    private final Database database;
    private final CampaignRepository campaigns;
    private final FieldRepository fields;
    private final FieldChanges changes;
    private final FieldUsageClient usage;
    private final Definitions definitions;

    FieldService(
            Database database,
            CampaignRepository campaigns,
            FieldRepository fields,
            FieldChanges changes,
            FieldUsageClient usage,
            Definitions definitions) {
        this.database = database;
        this.campaigns = campaigns;
        this.fields = fields;
        this.changes = changes;
        this.usage = usage;
        this.definitions = definitions;
    }

    /** Gives a new campaign the fields that every campaign has. */
    public void addSystemFields(Handle tx, UUID tenant, UUID campaignId) {
        SystemFields.ALL.forEach(field -> fields.append(tx, tenant, campaignId, field));
    }

    /** All fields, in their order. */
    public List<DataField> list(UUID tenant, UUID campaignId) {
        return database.read(tx -> {
            requireCampaign(campaigns.find(tx, tenant, campaignId));
            return fields.list(tx, campaignId);
        });
    }

    public DataField add(UUID tenant, UUID campaignId, FieldDraft draft) {
        DataField field = FieldRules.create(draft);
        return make(tenant, campaignId, new Change() {
            @Override
            public FieldChanges.Plan plan(Handle tx, Campaign campaign) {
                return changes.planAddition(tx, campaign, field);
            }

            @Override
            public DataField apply(Handle tx) {
                changes.add(tx, tenant, campaignId, field);
                return field;
            }
        });
    }

    /** The fields of a campaign that is yet to be made, with what must hold for them. */
    public static final class NewFields {
        private final List<String> order;
        private final Map<DataField, FieldChanges.Plan> plans;

        private NewFields(List<String> order, Map<DataField, FieldChanges.Plan> plans) {
            this.order = order;
            this.plans = plans;
        }
    }

    /**
     * Plans the fields of a campaign that is yet to be made, in their order. Of a system field only the place counts; one
     * that is not given comes first.
     *
     * @throws ProblemException 422 for a field that is not valid, 409 if a Customer Profile field has another type here
     */
    public NewFields planNew(UUID tenant, UUID campaignId, List<FieldDraft> given) {
        List<DataField> custom = NewFieldRules.custom(given);
        Map<DataField, FieldChanges.Plan> plans = plansOf(tenant, campaignId, custom);
        plans.values().forEach(plan -> refuseIfInUse(tenant, campaignId, plan));
        return new NewFields(NewFieldRules.order(given), plans);
    }

    private Map<DataField, FieldChanges.Plan> plansOf(UUID tenant, UUID campaignId, Collection<DataField> custom) {
        return database.read(tx -> plansOf(tx, tenant, campaignId, custom));
    }

    private Map<DataField, FieldChanges.Plan> plansOf(
            Handle tx, UUID tenant, UUID campaignId, Collection<DataField> custom) {
        Map<DataField, FieldChanges.Plan> plans = new LinkedHashMap<>();
        custom.forEach(field -> plans.put(field, changes.planNew(tx, tenant, campaignId, field)));
        return plans;
    }

    /** Gives a new campaign the planned fields; the first thing that its transaction does. */
    public void addNew(Handle tx, UUID tenant, UUID campaignId, NewFields planned) {
        if (!plansOf(tx, tenant, campaignId, planned.plans.keySet()).equals(planned.plans)) {
            throw ProblemException.conflict("A field was changed by someone else at the same time: try again");
        }
        addSystemFields(tx, tenant, campaignId);
        planned.plans.keySet().forEach(field -> changes.add(tx, tenant, campaignId, field));
        fields.reorder(tx, campaignId, planned.order);
    }

    /** Of the tenant's fields; taken before any campaign is locked. */
    public void lock(Handle tx, UUID tenant) {
        fields.lockTenant(tx, tenant);
    }

    public DataField patch(UUID tenant, UUID campaignId, String name, FieldPatch patch) {
        return make(tenant, campaignId, new Change() {
            @Override
            public FieldChanges.Plan plan(Handle tx, Campaign campaign) {
                DataField field = require(tx, campaignId, name);
                return changes.planChange(tx, campaign, field, FieldRules.patch(field, patch));
            }

            @Override
            public DataField apply(Handle tx) {
                DataField field = require(tx, campaignId, name);
                DataField changed = FieldRules.patch(field, patch);
                changes.change(tx, tenant, campaignId, field, changed);
                return changed;
            }
        });
    }

    /** Removes the field; its values stay where they are and are no longer seen. */
    public void remove(UUID tenant, UUID campaignId, String name) {
        make(tenant, campaignId, new Change() {
            @Override
            public FieldChanges.Plan plan(Handle tx, Campaign campaign) {
                return changes.planRemoval(tx, campaign, require(tx, campaignId, name));
            }

            @Override
            public DataField apply(Handle tx) {
                DataField field = require(tx, campaignId, name);
                changes.remove(tx, campaignId, field);
                return field;
            }
        });
    }

    /** Gives the fields a new order (rule D4): the names of all of them. */
    public List<DataField> reorder(UUID tenant, UUID campaignId, @Nullable List<? extends @Nullable String> names) {
        return database.inTransaction(tx -> {
            requireCampaign(campaigns.lock(tx, tenant, campaignId));
            List<String> present =
                    fields.list(tx, campaignId).stream().map(DataField::name).toList();
            if (names == null
                    || names.size() != present.size()
                    || !new HashSet<@Nullable String>(names).equals(new HashSet<@Nullable String>(present))) {
                throw ProblemException.invalidField("names", "Give the name of each of the campaign's fields once");
            }
            fields.reorder(tx, campaignId, names.stream().map(String::valueOf).toList());
            definitions.publish(tx, campaignId);
            return fields.list(tx, campaignId);
        });
    }

    /** A change in two parts: what must be so, or why it cannot be; and what is then done. */
    private interface Change {
        FieldChanges.Plan plan(Handle tx, Campaign campaign);

        DataField apply(Handle tx);
    }

    private DataField make(UUID tenant, UUID campaignId, Change change) {
        FieldChanges.Plan plan =
                database.read(tx -> change.plan(tx, requireCampaign(campaigns.find(tx, tenant, campaignId))));
        refuseIfInUse(tenant, campaignId, plan);
        return database.inTransaction(tx -> {
            fields.lockTenant(tx, tenant);
            Campaign locked = requireCampaign(campaigns.lock(tx, tenant, campaignId));
            if (!change.plan(tx, locked).equals(plan)) {
                throw ProblemException.conflict("The field was changed by someone else at the same time: try again");
            }
            DataField result = change.apply(tx);
            definitions.publish(tx, campaignId);
            return result;
        });
    }

    private void refuseIfInUse(UUID tenant, UUID campaignId, FieldChanges.Plan plan) {
        for (FieldLevel level : plan.mustBeUnusedAt()) {
            if (usage.inUse(tenant, campaignId, plan.name(), level)) {
                throw ProblemException.conflict(
                        "Values of the field %s exist, so it keeps its type, its level and its allowed values"
                                .formatted(plan.name()));
            }
        }
    }

    private DataField require(Handle tx, UUID campaignId, String name) {
        return fields.find(tx, campaignId, name).orElseThrow(() -> ProblemException.notFound("field"));
    }

    private static Campaign requireCampaign(Optional<Campaign> campaign) {
        return campaign.orElseThrow(CampaignService::unknown);
    }
}
