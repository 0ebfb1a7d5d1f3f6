package campaignflows.campaign.field;

import campaignflows.campaign.definition.DefinitionPublisher;
import campaignflows.campaign.flow.CampaignFlow;
import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.lifecycle.Campaign;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.campaign.validation.FieldUse;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.database.OffEventLoop;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What other fields, the flows and the campaign's status require of a change of a field (rules C2, D2), and what else the change
 * affects: a Customer Profile field means the same in all campaigns of its tenant.
 */
@Singleton
class FieldChangeService {
    private final CampaignRepository campaigns;
    private final FieldRepository fields;
    private final FlowRepository flows;
    private final DefinitionPublisher definitions;

    FieldChangeService(
            CampaignRepository campaigns,
            FieldRepository fields,
            FlowRepository flows,
            DefinitionPublisher definitions) {
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

    Uni<Plan> planAddition(Mutiny.Session session, Campaign campaign, DataField field) {
        return fields.list(session, campaign.id())
                .invoke(present -> requireRoom(field, present))
                .chain(() -> planNew(session, campaign.tenantId(), campaign.id(), field));
    }

    private static void requireRoom(DataField field, List<DataField> present) {
        if (present.stream().anyMatch(other -> other.name().equals(field.name()))) {
            throw ProblemException.conflict(
                    "The campaign has a field %s already: choose another name".formatted(field.name()));
        }
        if (present.size() >= FieldRules.MAX_FIELDS) {
            throw ProblemException.conflict("A campaign has at most %d fields".formatted(FieldRules.MAX_FIELDS));
        }
        refuseIfAmbiguous(field, present);
    }

    private static void refuseIfAmbiguous(DataField field, List<DataField> present) {
        CsvHeaders.ambiguityOf(field, present).ifPresent(why -> {
            throw ProblemException.conflict(why).withErrors(List.of(ProblemError.ofField("title", why)));
        });
    }

    /** For a field of a name that the campaign does not have, be it that the campaign itself is not there yet. */
    Uni<Plan> planNew(Mutiny.Session session, UUID tenant, UUID campaignId, DataField field) {
        return levelsToEmpty(session, tenant, campaignId, field).map(levels -> new Plan(field.name(), levels));
    }

    Uni<Void> add(Mutiny.Session session, UUID tenant, UUID campaignId, DataField field) {
        return fields.append(session, tenant, campaignId, List.of(field))
                .chain(() -> field.level() == FieldLevel.CUSTOMER
                        ? fields.saveProfile(session, tenant, field.name(), ValueKind.of(field))
                        : fields.forgetFormer(session, campaignId, field.name()));
    }

    Uni<Plan> planChange(Mutiny.Session session, Campaign campaign, DataField field, DataField changed) {
        refuseIfSystem(field);
        return requireTitleFits(session, campaign.id(), field, changed)
                .chain(() ->
                        field.level() == changed.level() && !ValueKind.of(field).isNarrowedBy(changed)
                                ? Uni.createFrom().item(new Plan(field.name(), Set.of()))
                                : planNarrowing(session, campaign, field, changed));
    }

    private Uni<Void> requireTitleFits(Mutiny.Session session, UUID campaignId, DataField field, DataField changed) {
        return changed.title().equals(field.title())
                ? Uni.createFrom().voidItem()
                : fields.list(session, campaignId)
                        .invoke(present -> refuseIfAmbiguous(changed, present))
                        .replaceWithVoid();
    }

    private Uni<Plan> planNarrowing(Mutiny.Session session, Campaign campaign, DataField field, DataField changed) {
        campaign.requireNotActive("Type, level and allowed values of a field cannot be changed");
        boolean staysOfCustomers = field.level() == FieldLevel.CUSTOMER && changed.level() == FieldLevel.CUSTOMER;
        return refuseIfUsedByFlow(session, campaign, field, "changed")
                .chain(() -> levelsToEmpty(session, campaign.tenantId(), campaign.id(), changed))
                .call(() -> staysOfCustomers
                        ? refuseIfShared(session, campaign.tenantId(), campaign.id(), field)
                        : Uni.createFrom().voidItem())
                .map(levels -> {
                    Set<FieldLevel> all = EnumSet.of(field.level());
                    all.addAll(levels);
                    return new Plan(field.name(), all);
                });
    }

    Uni<Void> change(Mutiny.Session session, UUID tenant, UUID campaignId, DataField field, DataField changed) {
        boolean sameKind = ValueKind.of(field).equals(ValueKind.of(changed));
        Uni<Void> updated = fields.update(session, campaignId, changed);
        if (changed.level() != FieldLevel.CUSTOMER || (sameKind && field.level() == changed.level())) {
            return updated;
        }
        Uni<Void> kept =
                updated.chain(() -> fields.saveProfile(session, tenant, changed.name(), ValueKind.of(changed)));
        return field.level() == FieldLevel.CUSTOMER
                ? kept.chain(() -> carryToOtherCampaigns(session, tenant, campaignId, changed))
                : kept;
    }

    /** New allowed values count for every campaign with the field; each is locked, in the order of the ids. */
    private Uni<Void> carryToOtherCampaigns(Mutiny.Session session, UUID tenant, UUID campaignId, DataField changed) {
        return fields.campaignsWithProfile(session, tenant, changed.name())
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .filter(other -> !other.equals(campaignId))
                .onItem()
                .transformToUniAndConcatenate(other -> carryTo(session, tenant, other, changed))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> carryTo(Mutiny.Session session, UUID tenant, UUID other, DataField changed) {
        return campaigns
                .lockIfPresent(session, tenant, other)
                .onItem()
                .ifNotNull()
                .call(() -> fields.find(session, other, changed.name())
                        .onItem()
                        .ifNotNull()
                        .call(own -> fields.update(session, other, own.withValues(changed.values()))))
                .onItem()
                .ifNotNull()
                .call(campaign -> definitions.publish(session, campaign))
                .replaceWithVoid();
    }

    Uni<Plan> planRemoval(Mutiny.Session session, Campaign campaign, DataField field) {
        refuseIfSystem(field);
        campaign.requireNotActive("Fields cannot be removed");
        return refuseIfUsedByFlow(session, campaign, field, "removed").map(unused -> new Plan(field.name(), Set.of()));
    }

    Uni<Void> remove(Mutiny.Session session, UUID campaignId, DataField field) {
        Uni<Void> deleted = fields.delete(session, campaignId, field.name());
        return field.level() == FieldLevel.PARTICIPANT
                ? deleted.chain(() -> fields.rememberFormer(session, campaignId, field))
                : deleted;
    }

    /** Where values of the name may exist that would not fit the field. */
    private Uni<Set<FieldLevel>> levelsToEmpty(Mutiny.Session session, UUID tenant, UUID campaignId, DataField field) {
        Uni<@Nullable ValueKind> known = field.level() == FieldLevel.CUSTOMER
                ? fields.profile(session, tenant, field.name())
                : fields.former(session, campaignId, field.name());
        return known.chain(kind -> {
            if (kind == null || kind.equals(ValueKind.of(field))) {
                return Uni.createFrom().item(Set.of());
            }
            Set<FieldLevel> levels = kind.isNarrowedBy(field) ? Set.of(field.level()) : Set.of();
            return field.level() == FieldLevel.CUSTOMER
                    ? refuseIfShared(session, tenant, campaignId, field).replaceWith(levels)
                    : Uni.createFrom().item(levels);
        });
    }

    private Uni<Void> refuseIfShared(Mutiny.Session session, UUID tenant, UUID campaignId, DataField field) {
        return fields.campaignsWithProfile(session, tenant, field.name())
                .map(all -> all.stream().filter(id -> !id.equals(campaignId)).count())
                .chain(sharing -> sharing == 0
                        ? Uni.createFrom().voidItem()
                        : fields.profile(session, tenant, field.name())
                                .map(kind -> kind == null ? ValueKind.of(field) : kind)
                                .invoke(kind -> refuseShared(field, sharing, kind))
                                .replaceWithVoid());
    }

    private static void refuseShared(DataField field, long sharing, ValueKind kind) {
        throw ProblemException.conflict(
                "The Customer Profile field %s is used by %d other campaign(s) as %s: it has one type and one list of values in all of them"
                        .formatted(field.name(), sharing, kind.inWords()));
    }

    private Uni<Void> refuseIfUsedByFlow(Mutiny.Session session, Campaign campaign, DataField field, String what) {
        return flows.active(session, campaign.id())
                .chain(active -> OffEventLoop.supply(() -> users(active, field)))
                .invoke(users -> {
                    if (!users.isEmpty()) {
                        throw ProblemException.conflict(
                                "The field %s is used by the active flow %s and cannot be %s: deactivate it first"
                                        .formatted(field.name(), users, what));
                    }
                })
                .replaceWithVoid();
    }

    private static String users(List<CampaignFlow> active, DataField field) {
        return active.stream()
                .map(CampaignFlow::flow)
                .filter(flow -> FieldUse.isUsed(flow, field.reference()))
                .map(Flow::name)
                .collect(Collectors.joining(", "));
    }

    private static void refuseIfSystem(DataField field) {
        if (field.system()) {
            throw ProblemException.conflict("The field %s is a system field and locked".formatted(field.name()));
        }
    }
}
