package campaignflows.local;

import campaignflows.local.agent.SampleAgent;
import campaignflows.local.chat.DemoSite;
import campaignflows.local.data.DataFolder;
import campaignflows.local.data.Loopback;
import campaignflows.local.data.PortBlock;
import campaignflows.local.data.PrivateFiles;
import campaignflows.local.data.Secrets;
import campaignflows.local.log.CombinedLog;
import campaignflows.local.service.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * What there is to try in a local system: an agent of another company and a website with the chat, both parts of this process, since
 * they do next to nothing while nobody talks to them, and what fills a fresh system.
 */
final class Samples implements AutoCloseable {
    private final SampleAgent agent;
    private final DemoSite site;

    private Samples(SampleAgent agent, DemoSite site) {
        this.agent = agent;
        this.site = site;
    }

    /** Fills a fresh system that runs at that address, and starts the two. */
    static Samples start(
            DataFolder folder, PortBlock ports, Secrets secrets, HttpClient http, URI system, CombinedLog log)
            throws InterruptedException {
        SampleAgent agent = new SampleAgent(
                folder.folder("agent"),
                new InetSocketAddress(Loopback.address(), ports.port(LocalLayout.AGENT)),
                secrets.sampleAgentSecret(),
                http,
                Clock.systemUTC(),
                log::say);
        try {
            Optional<String> channelId = fill(folder, ports, secrets, http, system);
            DemoSite site = new DemoSite(
                    new InetSocketAddress(Loopback.address(), ports.port(LocalLayout.DEMO_SITE)), Clock.systemUTC());
            channelId.ifPresent(id -> site.show(new DemoSite.Chat(system, id, secrets.demoSiteSecret())));
            return new Samples(agent, site);
        } catch (RuntimeException | InterruptedException e) {
            agent.close();
            throw e;
        }
    }

    /** Where the website is. */
    static URI demoSite(PortBlock ports) {
        return URI.create("http://localhost:" + ports.port(LocalLayout.DEMO_SITE));
    }

    /** The key by which this program uses the system. */
    static String apiKey(DataFolder folder) {
        Path file = folder.apiKey();
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    /** The id of the channel that the website shows; empty if somebody has deleted it. */
    private static Optional<String> fill(
            DataFolder folder, PortBlock ports, Secrets secrets, HttpClient http, URI system)
            throws InterruptedException {
        URI endpoint = URI.create("http://" + Loopback.HOST + ":" + ports.port(LocalLayout.AGENT) + SampleAgent.PATH);
        Seed seed = new Seed(
                http,
                system,
                apiKey(folder),
                ports.port(LocalLayout.SMTP),
                new Seed.Sample(endpoint, secrets.sampleAgentSecret()),
                new Seed.Site(demoSite(ports), secrets.demoSiteSecret()));
        if (Files.notExists(folder.seeded())) {
            seed.plant();
            PrivateFiles.write(folder.seeded(), "The fresh system was filled.\n");
        } else {
            seed.followPorts();
        }
        return seed.webChannel();
    }

    @Override
    public void close() {
        agent.close();
        site.close();
    }
}
