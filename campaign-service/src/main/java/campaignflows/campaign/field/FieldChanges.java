package campaignflows.campaign.field;

import campaignflows.campaign.campaign.Campaign;
import campaignflows.campaign.campaign.CampaignRepository;
import campaignflows.campaign.definition.Definitions;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.validation.FieldUse;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What other fields, the flows and the campaign's status say to a change of a field (rules C2, D2), and what the change
 * does besides: a Customer Profile field means the same in all campaigns of its tenant.
 */
@Singleton
class FieldChanges {
    private final CampaignRepository campaigns;
    private final FieldRepository fields;
    private final FlowRepository flows;
    private final Definitions definitions;

    FieldChanges(CampaignRepository campaigns, FieldRepository fields, FlowRepository flows, Definitions definitions) {
        this.campaigns = campaigns;
        this.fields = fields;
        this.flows = flows;
        this.definitions = definitions;
    }

    /**
     * A change that is possible if no values of the name exist.
     *
     * @param mustBeUnusedAt the levels at which there may be none; empty if values do not matter
     */
    record Plan(String name, Set<FieldLevel> mustBeUnusedAt) {
        Plan {
            mustBeUnusedAt = Set.copyOf(mustBeUnusedAt);
        }
    }

    Plan planAddition(Handle tx, Campaign campaign, DataField field) {
        List<DataField> present = fields.list(tx, campaign.id());
        if (present.stream().anyMatch(other -> other.name().equals(field.name()))) {
            throw ProblemException.conflict(
                    "The campaign has a field %s already: choose another name".formatted(field.name()));
        }
        if (present.size() >= FieldRules.MAX_FIELDS) {
            throw ProblemException.conflict("A campaign has at most %d fields".formatted(FieldRules.MAX_FIELDS));
        }
        refuseIfAmbiguous(field, present);
        return planNew(tx, campaign.tenantId(), campaign.id(), field);
    }

    private static void refuseIfAmbiguous(DataField field, List<DataField> present) {
        CsvHeaders.ambiguityOf(field, present).ifPresent(why -> {
            throw ProblemException.conflict(why).withErrors(List.of(ProblemError.ofField("title", why)));
        });
    }

    /** For a field of a name that the campaign does not have, be it that the campaign itself is not there yet. */
    Plan planNew(Handle tx, UUID tenant, UUID campaignId, DataField field) {
        return new Plan(field.name(), levelsToEmpty(tx, tenant, campaignId, field));
    }

    void add(Handle tx, UUID tenant, UUID campaignId, DataField field) {
        fields.append(tx, tenant, campaignId, field);
        if (field.level() == FieldLevel.CUSTOMER) {
            fields.saveProfile(tx, tenant, field.name(), ValueKind.of(field));
        } else {
            fields.forgetFormer(tx, campaignId, field.name());
        }
    }

    Plan planChange(Handle tx, Campaign campaign, DataField field, DataField changed) {
        refuseIfSystem(field);
        if (!changed.title().equals(field.title())) {
            refuseIfAmbiguous(changed, fields.list(tx, campaign.id()));
        }
        boolean moved = field.level() != changed.level();
        if (!moved && !ValueKind.of(field).isNarrowedBy(changed)) {
            return new Plan(field.name(), Set.of());
        }
        campaign.requireNotActive("Type, level and allowed values of a field cannot be changed");
        refuseIfUsedByFlow(tx, campaign, field, "changed");
        Set<FieldLevel> levels = EnumSet.of(field.level());
        levels.addAll(levelsToEmpty(tx, campaign.tenantId(), campaign.id(), changed));
        if (field.level() == FieldLevel.CUSTOMER && !moved) {
            refuseIfShared(tx, campaign.tenantId(), campaign.id(), field);
        }
        return new Plan(field.name(), levels);
    }

    void change(Handle tx, UUID tenant, UUID campaignId, DataField field, DataField changed) {
        boolean sameKind = ValueKind.of(field).equals(ValueKind.of(changed));
        fields.update(tx, campaignId, changed);
        if (changed.level() == FieldLevel.CUSTOMER && (!sameKind || field.level() != changed.level())) {
            fields.saveProfile(tx, tenant, changed.name(), ValueKind.of(changed));
            if (field.level() == FieldLevel.CUSTOMER) {
                carryToOtherCampaigns(tx, tenant, campaignId, changed);
            }
        }
    }

    /** New allowed values count for every campaign with the field; each is locked, in the order of the ids. */
    private void carryToOtherCampaigns(Handle tx, UUID tenant, UUID campaignId, DataField changed) {
        for (UUID other : fields.campaignsWithProfile(tx, tenant, changed.name())) {
            if (!other.equals(campaignId) && campaigns.lock(tx, tenant, other).isPresent()) {
                fields.find(tx, other, changed.name())
                        .ifPresent(own -> fields.update(tx, other, withValues(own, changed.values())));
                definitions.publish(tx, other);
            }
        }
    }

    private static DataField withValues(DataField field, List<String> values) {
        return new DataField(
                field.name(),
                field.title(),
                field.description(),
                field.type(),
                field.level(),
                field.imported(),
                field.required(),
                field.system(),
                values);
    }

    Plan planRemoval(Handle tx, Campaign campaign, DataField field) {
        refuseIfSystem(field);
        campaign.requireNotActive("Fields cannot be removed");
        refuseIfUsedByFlow(tx, campaign, field, "removed");
        return new Plan(field.name(), Set.of());
    }

    void remove(Handle tx, UUID campaignId, DataField field) {
        fields.delete(tx, campaignId, field.name());
        if (field.level() == FieldLevel.PARTICIPANT) {
            fields.rememberFormer(tx, campaignId, field);
        }
    }

    /** Where values of the name may exist that would not fit the field. */
    private Set<FieldLevel> levelsToEmpty(Handle tx, UUID tenant, UUID campaignId, DataField field) {
        Optional<ValueKind> known = field.level() == FieldLevel.CUSTOMER
                ? fields.profile(tx, tenant, field.name())
                : fields.former(tx, campaignId, field.name());
        if (known.isEmpty() || known.get().equals(ValueKind.of(field))) {
            return Set.of();
        }
        if (field.level() == FieldLevel.CUSTOMER) {
            refuseIfShared(tx, tenant, campaignId, field);
        }
        return known.get().isNarrowedBy(field) ? Set.of(field.level()) : Set.of();
    }

    private void refuseIfShared(Handle tx, UUID tenant, UUID campaignId, DataField field) {
        List<UUID> sharing = fields.campaignsWithProfile(tx, tenant, field.name()).stream()
                .filter(id -> !id.equals(campaignId))
                .toList();
        if (!sharing.isEmpty()) {
            ValueKind kind = fields.profile(tx, tenant, field.name()).orElseGet(() -> ValueKind.of(field));
            throw ProblemException.conflict(
                    "The Customer Profile field %s is used by %d other campaign(s) as %s: it has one type and one list of values in all of them"
                            .formatted(field.name(), sharing.size(), kind.inWords()));
        }
    }

    private void refuseIfUsedByFlow(Handle tx, Campaign campaign, DataField field, String what) {
        String users = flows.active(tx, campaign.id()).stream()
                .map(CampaignFlow::flow)
                .filter(flow -> FieldUse.isUsed(flow, field.reference()))
                .map(flow -> flow.name())
                .collect(Collectors.joining(", "));
        if (!users.isEmpty()) {
            throw ProblemException.conflict(
                    "The field %s is used by the active flow %s and cannot be %s: deactivate it first"
                            .formatted(field.name(), users, what));
        }
    }

    private static void refuseIfSystem(DataField field) {
        if (field.system()) {
            throw ProblemException.conflict("The field %s is a system field and locked".formatted(field.name()));
        }
    }
}
