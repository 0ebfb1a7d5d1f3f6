package campaignflows.campaign.run;

import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.client.ServiceUnavailableException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Notifies the services that act in a run that it has begun or ended; each has stored it when it responds. A begin reaches
 * participant-service last, since from then on events are stamped with the run; an end reaches it first.
 */
@Singleton
public class RunStateClient {
    private static final Logger LOG = Logger.getLogger(RunStateClient.class);
    private static final List<ServiceName> AT_BEGIN = List.of(ServiceName.COMMUNICATION, ServiceName.PARTICIPANT);

    private final InternalHttp http;
    private final RunConfig config;

    RunStateClient(InternalHttp http, RunConfig config) {
        this.http = http;
        this.config = config;
    }

    /**
     * Notifies them, and returns those that could not be notified. A begin stops at the first failure; an end goes to all.
     *
     * @return the names of the services that have not stored the state; empty if all have
     */
    public List<String> send(RunState state) {
        List<String> failed = new ArrayList<>();
        for (ServiceName service : state.active() ? AT_BEGIN : AT_BEGIN.reversed()) {
            if (!send(service, state)) {
                failed.add(service.audience());
                if (state.active()) {
                    return failed;
                }
            }
        }
        return failed;
    }

    private boolean send(ServiceName service, RunState state) {
        try {
            http.to(service)
                    .put("/internal/v1/campaigns/{}/run", state.campaignId())
                    .asService(state.tenantId())
                    .json(state)
                    .idempotent()
                    .timeout(config.answerTimeout())
                    .discardingResponse();
            return true;
        } catch (ServiceUnavailableException | RemoteProblem e) {
            LOG.warnf(
                    "run state not stored service=%s campaign=%s run=%d active=%s cause=%s",
                    service.audience(), state.campaignId(), state.run(), state.active(), e.getMessage());
            return false;
        }
    }
}
