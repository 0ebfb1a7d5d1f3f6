package campaignflows.communication.voice;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.platform.database.Database;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Asks Twilio for calls of which nothing was heard: callbacks get lost while this installation cannot be reached. A call whose
 * id never came is looked for by the number that was called, in the time in which it was asked for; where more than one could
 * be it, none is.
 */
@Singleton
public final class CallLookups {
    private static final Logger LOG = Logger.getLogger(CallLookups.class);
    private static final int AT_ONCE = 5;
    private static final int LATEST = 50;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(2);

    private final CallRepository calls;
    private final CallProgress progress;
    private final ChannelLookupRepository channels;
    private final ChannelCredentials credentials;
    private final ProviderHttp http;
    private final Database database;
    private final Clock clock;
    private final URI api;
    private final Duration lookUpAfter;
    private final Duration patience;

    public CallLookups(
            CallRepository calls,
            CallProgress progress,
            ChannelLookupRepository channels,
            ChannelCredentials credentials,
            ProviderHttp http,
            @Identifier("work") Database database,
            Clock clock,
            CommunicationConfig config) {
        this.calls = calls;
        this.progress = progress;
        this.channels = channels;
        this.credentials = credentials;
        this.http = http;
        this.database = database;
        this.clock = clock;
        this.api = ProviderHttp.base(config.voice().api());
        this.lookUpAfter = config.voice().lookUpAfter();
        this.patience = config.http().answerTimeout().plus(CLOCKS_DIFFER);
    }

    /** Asks for some of those that are due and says how many there were. */
    public int pass() {
        Instant now = clock.instant();
        List<CallRepository.Silent> silent = database.inTransaction(
                tx -> calls.claimSilent(tx, now, now.plus(lookUpAfter), now.plus(SOON), AT_ONCE));
        if (silent.isEmpty()) {
            return 0;
        }
        Map<UUID, Channel> byId = database
                .read(tx -> channels.all(
                        tx,
                        silent.stream()
                                .map(CallRepository.Silent::channelId)
                                .distinct()
                                .toList()))
                .stream()
                .collect(Collectors.toMap(Channel::id, Function.identity()));
        silent.forEach(one -> Optional.ofNullable(byId.get(one.channelId()))
                .ifPresentOrElse(channel -> lookUp(channel, one), () -> giveUp(one)));
        return silent.size();
    }

    private void lookUp(Channel channel, CallRepository.Silent silent) {
        try {
            TwilioAccount account = TwilioAccount.of(channel, credentials.of(channel), api);
            boolean tooOld = silent.triedAt().plus(LONGEST).isBefore(clock.instant());
            Optional<CallReport> report = silent.isOver() ? Optional.empty() : ask(channel, account, silent);
            if (report.isPresent()) {
                database.useTransaction(tx -> progress.report(
                        tx,
                        channel,
                        silent.communicationId(),
                        report.get(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS)));
            } else if (silent.isOver() || tooOld) {
                giveUp(silent);
            }
        } catch (ChannelFaultException e) {
            LOG.debugf("calls of a channel cannot be looked up channel=%s", channel.id());
        } catch (RuntimeException e) {
            LOG.warnf(e, "call not looked up communication=%s", silent.communicationId());
        }
    }

    private void giveUp(CallRepository.Silent silent) {
        database.useTransaction(tx -> calls.ended(tx, silent.communicationId()));
    }

    private Optional<CallReport> ask(Channel channel, TwilioAccount account, CallRepository.Silent silent) {
        String sid = silent.sid();
        String called = silent.called();
        if (sid != null) {
            return body(http.get(channel.id(), account.call(sid), account.headers()))
                    .flatMap(CallReport::of)
                    .filter(report -> report.sid().equals(sid));
        }
        return called == null
                ? Optional.empty()
                : body(http.get(channel.id(), account.callsTo(called, LATEST), account.headers()))
                        .flatMap(found -> only(found.path("calls"), called, silent));
    }

    /** The one call that can be it. */
    private Optional<CallReport> only(JsonNode found, String called, CallRepository.Silent silent) {
        List<CallReport> candidates = new ArrayList<>();
        for (JsonNode each : found) {
            boolean fits = called.equals(each.path("to").asText())
                    && "outbound-api".equals(each.path("direction").asText())
                    && madeAt(each).filter(at -> isInTime(at, silent.triedAt())).isPresent();
            if (fits) {
                CallReport.of(each).ifPresent(candidates::add);
            }
        }
        return database.read(tx -> {
            Set<String> known =
                    calls.known(tx, candidates.stream().map(CallReport::sid).toList());
            List<CallReport> unknown = candidates.stream()
                    .filter(report -> !known.contains(report.sid()))
                    .toList();
            return unknown.size() == 1 && calls.unknownTo(tx, called, silent.communicationId()) == 0
                    ? Optional.of(unknown.getFirst())
                    : Optional.empty();
        });
    }

    private boolean isInTime(Instant madeAt, Instant triedAt) {
        return !madeAt.isBefore(triedAt.minus(CLOCKS_DIFFER)) && !madeAt.isAfter(triedAt.plus(patience));
    }

    private static Optional<Instant> madeAt(JsonNode call) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(call.path("date_created").asText(""), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> body(ProviderResponse answer) {
        return answer instanceof ProviderResponse.Answered answered && answered.isSuccess()
                ? Optional.of(answered.body())
                : Optional.empty();
    }
}
