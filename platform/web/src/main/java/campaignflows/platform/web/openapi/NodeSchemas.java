package campaignflows.platform.web.openapi;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Position;
import campaignflows.platform.values.WireName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.DotName;

/** The nodes of a flow, as alternatives: a node's type determines its settings. */
final class NodeSchemas {
    private static final String NODE = Node.class.getSimpleName();
    private static final String REFERENCE = "#/components/schemas/";

    private NodeSchemas() {}

    /** Puts the alternatives in the place of the schema of a node, if the document has one. */
    static void complete(Components components, RecordSchemas records) {
        Schema node = components.getSchemas().get(NODE);
        if (node == null) {
            return;
        }
        List<Schema> alternatives = new ArrayList<>();
        var discriminator = OASFactory.createDiscriminator().propertyName("type");
        for (NodeType type : NodeType.values()) {
            String name = JavaTypes.camelCase(type.name()) + NODE;
            String wireName = WireName.of(type);
            components.addSchema(name, alternative(wireName, settings(type, records), records));
            records.need(name, Set.of("id", "type"));
            alternatives.add(OASFactory.createSchema().ref(REFERENCE + name));
            discriminator.addMapping(wireName, REFERENCE + name);
        }
        components.addSchema(
                NODE,
                OASFactory.createSchema()
                        .description("A node of a flow; its type says which settings it has")
                        .oneOf(alternatives)
                        .discriminator(discriminator));
    }

    private static Schema alternative(String type, Schema settings, RecordSchemas records) {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("id", text("Unique in the flow"))
                .addProperty("type", text("The kind of node").enumeration(List.of(type)))
                .addProperty("name", text("As people call it; may be empty"))
                .addProperty("position", records.reference(DotName.createSimple(Position.class), "Position"))
                .addProperty("settings", settings)
                .required(List.of("id", "type", "name", "position", "settings"));
    }

    private static Schema settings(NodeType type, RecordSchemas records) {
        Class<? extends NodeSettings> settings = NodeSettings.classOf(type);
        boolean none = settings == NodeSettings.None.class;
        String name = none ? "NoSettings" : settings.getSimpleName() + "Settings";
        Schema reference = records.reference(DotName.createSimple(settings), name);
        if (none) {
            records.present(name).setDescription("There is nothing to fill in");
        }
        return reference;
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }
}
