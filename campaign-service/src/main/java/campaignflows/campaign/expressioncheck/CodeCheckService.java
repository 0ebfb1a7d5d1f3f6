package campaignflows.campaign.expressioncheck;

import campaignflows.campaign.flow.FlowRepository;
import campaignflows.campaign.flow.FlowValidationService;
import campaignflows.campaign.flow.ValidationInputs;
import campaignflows.campaign.flow.ValidationInputsClient;
import campaignflows.campaign.lifecycle.CampaignRepository;
import campaignflows.campaign.validation.CheckedCode;
import campaignflows.campaign.validation.Finding;
import campaignflows.campaign.validation.FindingCode;
import campaignflows.campaign.validation.PropertyCatalogue;
import campaignflows.campaign.validation.Severity;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.expression.CompileException;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Checks code as the validation of its flow would, and evaluates it with the values of a participant. Writes nothing. */
@Singleton
class CodeCheckService {
    private static final int MAX_EXPRESSION = 10_000;
    private static final int MAX_SCRIPT = 100_000;

    private final Transactions transactions;
    private final CampaignRepository campaigns;
    private final FlowValidationService validations;
    private final FlowRepository flows;
    private final ValidationInputsClient validationInputs;
    private final SampleService samples;

    CodeCheckService(
            Transactions transactions,
            CampaignRepository campaigns,
            FlowValidationService validations,
            FlowRepository flows,
            ValidationInputsClient validationInputs,
            SampleService samples) {
        this.transactions = transactions;
        this.campaigns = campaigns;
        this.validations = validations;
        this.flows = flows;
        this.validationInputs = validationInputs;
        this.samples = samples;
    }

    /**
     * What is wrong with the code, and what it evaluates to.
     *
     * @throws ProblemException 404 for an unknown campaign, flow or participant; 422 with what is wrong with the request
     */
    CodeCheck check(UUID tenant, UUID campaignId, UUID flowId, CodeCheckRequest request) {
        CodeCheckRequest.Kind kind = Objects.requireNonNullElse(request.kind(), CodeCheckRequest.Kind.EXPRESSION);
        String code = code(request, kind);
        SampleService.requireOne(request);
        requireFlow(tenant, campaignId, flowId);
        ValidationInputs inputs = validationInputs.of(tenant);
        PropertyCatalogue properties = properties(tenant, campaignId, flowId, inputs);
        CheckedCode checked;
        try {
            checked = kind == CodeCheckRequest.Kind.EXPRESSION
                    ? CheckedCode.expression(code, properties)
                    : CheckedCode.script(code, properties);
        } catch (CompileException e) {
            return new CodeCheck(
                    List.of(new Finding(
                            Severity.ERROR,
                            FindingCode.EXPRESSION_INVALID,
                            flowId,
                            null,
                            null,
                            e.line(),
                            e.column(),
                            e.problem())),
                    null);
        }
        Optional<CodeCheck.Sample> sample = samples.of(
                tenant, campaignId, request, kind, checked, inputs.parsing().zone());
        List<Finding> findings = sample.flatMap(
                        given -> SampleService.mismatch(given, request.expectedType(), inputs.parsing()))
                .map(message ->
                        List.of(new Finding(Severity.WARNING, FindingCode.VALUE_INVALID, flowId, null, message)))
                .orElse(List.of());
        return new CodeCheck(findings, sample.orElse(null));
    }

    private PropertyCatalogue properties(UUID tenant, UUID campaignId, UUID flowId, ValidationInputs inputs) {
        return transactions.await(session -> validations
                .of(session, campaignId, inputs)
                .chain(check -> flows.find(session, tenant, campaignId, flowId)
                        .map(stored -> check.properties(stored.flow()))));
    }

    private void requireFlow(UUID tenant, UUID campaignId, UUID flowId) {
        List<UUID> known = transactions.await(session ->
                campaigns.find(session, tenant, campaignId).chain(campaign -> flows.ids(session, campaignId)));
        if (!known.contains(flowId)) {
            throw ProblemException.notFound("flow");
        }
    }

    private static String code(CodeCheckRequest request, CodeCheckRequest.Kind kind) {
        int max = kind == CodeCheckRequest.Kind.EXPRESSION ? MAX_EXPRESSION : MAX_SCRIPT;
        String code = request.code();
        if (code == null || code.length() > max) {
            throw ProblemException.invalidField("code", "Send code of at most %,d characters".formatted(max));
        }
        return code;
    }
}
