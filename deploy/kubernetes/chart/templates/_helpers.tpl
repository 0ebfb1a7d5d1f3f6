{{/* What differs between the services: the image's name, the database, and which others it calls. */}}
{{- define "campaign-flows.catalogue" -}}
campaign:
  image: campaign-service
  database: campaign
  calls: [participant, upload, engine, communication, gateway]
participant:
  image: participant-service
  database: participant
  calls: [campaign, upload, communication, gateway]
upload:
  image: upload-service
  database: upload
  calls: [campaign, participant, gateway]
engine:
  image: flow-engine-service
  database: ""
  calls: [campaign, participant, gateway]
communication:
  image: communication-service
  database: communication
  calls: [campaign, participant, gateway]
gateway:
  image: api-gateway
  database: gateway
  calls: [campaign, participant, upload, engine, communication]
{{- end }}

{{- define "campaign-flows.name" -}}
{{- printf "%s-%s" .root.Release.Name .service | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "campaign-flows.labels" -}}
app.kubernetes.io/name: {{ .service }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/part-of: campaign-flows
{{- end }}

{{- define "campaign-flows.allLabels" -}}
{{ include "campaign-flows.labels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "campaign-flows.image" -}}
{{- $image := .root.Values.image -}}
{{- if $image.registry }}{{ $image.registry }}/{{ end }}{{ $image.namePrefix }}{{ .facts.image }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* A property's name as a variable: security.protocol becomes SECURITY_PROTOCOL. */}}
{{- define "campaign-flows.variable" -}}
{{- . | upper | replace "." "_" | replace "-" "_" }}
{{- end }}

{{- define "campaign-flows.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef: {name: {{ .secret }}, key: {{ .key }}{{ if .optional }}, optional: true{{ end }}}
{{- end }}

{{- define "campaign-flows.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "campaign-flows.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* The variables that every run of a service needs, its migration's too. */}}
{{- define "campaign-flows.environment" -}}
{{- $root := .root -}}
{{- $own := index $root.Values.services .service -}}
- {name: QUARKUS_HTTP_HOST, value: 0.0.0.0}
- {name: QUARKUS_HTTP_PORT, value: "8080"}
- {name: QUARKUS_MANAGEMENT_HOST, value: 0.0.0.0}
- {name: QUARKUS_MANAGEMENT_PORT, value: "9000"}
# Each response of a pod that was asked to end is the last of its connection; then it takes no request any more.
- {name: QUARKUS_SHUTDOWN_DELAY, value: 4S}
- {name: QUARKUS_SHUTDOWN_TIMEOUT, value: 15S}
- name: JDK_JAVA_OPTIONS
  value: {{ $own.java | default "-XX:MaxRAMPercentage=50 -XX:+UseSerialGC -Xss512k -XX:MaxDirectMemorySize=128m -XX:+ExitOnOutOfMemoryError" | quote }}
- {name: KAFKA_BOOTSTRAP_SERVERS, value: {{ required "kafka.bootstrapServers must be given: host:port,host:port" $root.Values.kafka.bootstrapServers | quote }}}
{{- range $name, $value := $root.Values.kafka.clientSettings }}
- {name: KAFKA_{{ include "campaign-flows.variable" $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- range $name, $from := $root.Values.kafka.secretClientSettings }}
{{ include "campaign-flows.secretVariable" (dict "name" (printf "KAFKA_%s" (include "campaign-flows.variable" $name)) "secret" $from.secret "key" $from.key) }}
{{- end }}
{{ include "campaign-flows.secretVariable" (dict "name" "CAMPAIGNFLOWS_AUTH_SECRET" "secret" $root.Values.secrets.keys "key" "auth-secret") }}
{{ include "campaign-flows.secretVariable" (dict "name" "CAMPAIGNFLOWS_AUTH_ACCEPTED_SECRETS" "secret" $root.Values.secrets.keys "key" "accepted-auth-secrets" "optional" true) }}
{{- if eq $root.Values.logs.format "json" }}
- {name: QUARKUS_LOG_CONSOLE_JSON_ENABLED, value: "true"}
{{- end }}
{{- with $root.Values.tracing.endpoint }}
- {name: CAMPAIGNFLOWS_TRACING_ENDPOINT, value: {{ . | quote }}}
- {name: CAMPAIGNFLOWS_TRACING_RATIO, value: {{ $root.Values.tracing.ratio | quote }}}
{{- end }}
{{- range .facts.calls }}
- {name: CAMPAIGNFLOWS_SERVICES_{{ upper . }}, value: "http://{{ include "campaign-flows.name" (dict "root" $root "service" .) }}:8080"}
{{- end }}
{{- if .facts.database }}
{{- $database := $own.database | default dict }}
{{- $host := $database.host | default (required "postgres.host must be given, or services.*.database.host" $root.Values.postgres.host) }}
- name: QUARKUS_DATASOURCE_JDBC_URL
  value: "jdbc:postgresql://{{ $host }}:{{ $database.port | default $root.Values.postgres.port }}/{{ .facts.database }}{{ with $root.Values.postgres.parameters }}?{{ . }}{{ end }}"
{{ include "campaign-flows.secretVariable" (dict "name" "QUARKUS_DATASOURCE_USERNAME" "secret" (printf "%s%s" $root.Values.postgres.secretPrefix .facts.database) "key" "username") }}
{{ include "campaign-flows.secretVariable" (dict "name" "QUARKUS_DATASOURCE_PASSWORD" "secret" (printf "%s%s" $root.Values.postgres.secretPrefix .facts.database) "key" "password") }}
{{- end }}
{{ include (printf "campaign-flows.environment.%s" .service) . }}
{{- with $own.env }}
{{- range $name, $value := . }}
- {name: {{ $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- end }}
{{- end }}

{{- define "campaign-flows.environment.campaign" -}}
{{- with .root.Values.superset }}
{{- if .url }}
- {name: CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_URL, value: {{ .url | quote }}}
- {name: CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_PUBLIC_URL, value: {{ .publicUrl | default .url | quote }}}
- {name: CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_DASHBOARD_ID, value: {{ required "superset.dashboardId must be given" .dashboardId | quote }}}
{{ include "campaign-flows.secretVariable" (dict "name" "CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_USERNAME" "secret" .secret "key" "username") }}
{{ include "campaign-flows.secretVariable" (dict "name" "CAMPAIGNFLOWS_CAMPAIGN_SUPERSET_PASSWORD" "secret" .secret "key" "password") }}
{{- end }}
{{- end }}
{{- end }}
{{- define "campaign-flows.environment.participant" }}{{ end }}
{{- define "campaign-flows.environment.engine" }}{{ end }}

{{- define "campaign-flows.environment.upload" -}}
{{- $uploads := .root.Values.uploads -}}
- {name: CAMPAIGNFLOWS_UPLOAD_STORAGE, value: {{ $uploads.storage }}}
{{- if eq $uploads.storage "disk" }}
- {name: CAMPAIGNFLOWS_UPLOAD_STORAGE_DIRECTORY, value: /var/lib/campaign-flows/uploads}
{{- else }}
- {name: CAMPAIGNFLOWS_UPLOAD_S3_BUCKET, value: {{ required "uploads.s3.bucket must be given" $uploads.s3.bucket | quote }}}
- {name: CAMPAIGNFLOWS_UPLOAD_S3_REGION, value: {{ $uploads.s3.region | quote }}}
- {name: CAMPAIGNFLOWS_UPLOAD_S3_SPOOL_DIRECTORY, value: /var/lib/campaign-flows/uploads}
{{- with $uploads.s3.endpoint }}
- {name: CAMPAIGNFLOWS_UPLOAD_S3_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- with $uploads.s3.secret }}
{{ include "campaign-flows.secretVariable" (dict "name" "CAMPAIGNFLOWS_UPLOAD_S3_ACCESS_KEY" "secret" . "key" "access-key") }}
{{ include "campaign-flows.secretVariable" (dict "name" "CAMPAIGNFLOWS_UPLOAD_S3_SECRET_KEY" "secret" . "key" "secret-key") }}
{{- end }}
{{- end }}
{{- end }}

{{- define "campaign-flows.environment.communication" -}}
{{ include "campaign-flows.secretVariable" (dict "name" "CAMPAIGNFLOWS_COMMUNICATION_CREDENTIALS_KEY" "secret" .root.Values.secrets.keys "key" "credentials-key") }}
{{ include "campaign-flows.secretVariable" (dict "name" "CAMPAIGNFLOWS_COMMUNICATION_ACCEPTED_CREDENTIALS_KEYS" "secret" .root.Values.secrets.keys "key" "accepted-credentials-keys" "optional" true) }}
{{- with .root.Values.publicAddress }}
- {name: CAMPAIGNFLOWS_COMMUNICATION_PUBLIC_ADDRESS, value: {{ . | quote }}}
{{- end }}
{{- with .root.Values.outgoingAllowedNetworks }}
- {name: CAMPAIGNFLOWS_OUTGOING_ALLOWED_NETWORKS, value: {{ join "," . | quote }}}
{{- end }}
{{- end }}

{{- define "campaign-flows.environment.gateway" -}}
{{- $root := .root -}}
{{- range .facts.calls }}
- {name: CAMPAIGNFLOWS_MANAGEMENT_{{ upper . }}, value: "http://{{ include "campaign-flows.name" (dict "root" $root "service" .) }}:9000"}
{{- end }}
- {name: CAMPAIGNFLOWS_GATEWAY_OPERATOR_KEY_FILE, value: /etc/campaign-flows/keys/operator-key}
{{- with .root.Values.superset }}
{{- if .url }}
- {name: CAMPAIGNFLOWS_GATEWAY_SUPERSET_URL, value: {{ .publicUrl | default .url | quote }}}
{{- end }}
{{- end }}
{{- with .root.Values.trustedProxies }}
- {name: CAMPAIGNFLOWS_GATEWAY_TRUSTED_PROXIES, value: {{ join "," . | quote }}}
{{- end }}
{{- if and .root.Values.bootstrapTenant .root.Values.secrets.bootstrap }}
- {name: CAMPAIGNFLOWS_GATEWAY_BOOTSTRAP_TENANT, value: {{ .root.Values.bootstrapTenant | quote }}}
- {name: CAMPAIGNFLOWS_GATEWAY_BOOTSTRAP_API_KEY_FILE, value: /etc/campaign-flows/bootstrap/api-key}
- {name: CAMPAIGNFLOWS_GATEWAY_BOOTSTRAP_ADMIN_PASSWORD_FILE, value: /etc/campaign-flows/bootstrap/admin-password}
{{- end }}
{{- end }}

{{- define "campaign-flows.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if .root.Values.kafka.tlsSecret }}
- {name: kafka-tls, mountPath: /etc/kafka-tls, readOnly: true}
{{- end }}
{{- if and .facts.database .root.Values.postgres.tlsSecret }}
- {name: postgres-tls, mountPath: /etc/postgres-tls, readOnly: true}
{{- end }}
{{- if eq .service "upload" }}
- {name: uploads, mountPath: /var/lib/campaign-flows/uploads}
{{- end }}
{{- if eq .service "gateway" }}
- {name: keys, mountPath: /etc/campaign-flows/keys, readOnly: true}
{{- if and .root.Values.bootstrapTenant .root.Values.secrets.bootstrap }}
- {name: bootstrap, mountPath: /etc/campaign-flows/bootstrap, readOnly: true}
{{- end }}
{{- end }}
{{- end }}

{{- define "campaign-flows.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- with .root.Values.kafka.tlsSecret }}
- name: kafka-tls
  secret: {secretName: {{ . }}}
{{- end }}
{{- if .facts.database }}
{{- with .root.Values.postgres.tlsSecret }}
- name: postgres-tls
  secret: {secretName: {{ . }}}
{{- end }}
{{- end }}
{{- if eq .service "upload" }}
{{- $uploads := .root.Values.uploads }}
- name: uploads
{{- if eq $uploads.storage "disk" }}
  persistentVolumeClaim: {claimName: {{ $uploads.disk.existingClaim | default (include "campaign-flows.name" (dict "root" .root "service" "uploads")) }}}
{{- else }}
  emptyDir: {sizeLimit: {{ $uploads.s3.spoolSize }}}
{{- end }}
{{- end }}
{{- if eq .service "gateway" }}
- name: keys
  secret:
    secretName: {{ .root.Values.secrets.keys }}
    items: [{key: operator-key, path: operator-key}]
{{- if and .root.Values.bootstrapTenant .root.Values.secrets.bootstrap }}
- name: bootstrap
  secret: {secretName: {{ .root.Values.secrets.bootstrap }}}
{{- end }}
{{- end }}
{{- end }}
