// Sends the spans of a specification file: node client.js SPEC ENDPOINT http-json|http-proto|grpc
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';

const require = createRequire(pathToFileURL(`${process.env.INTEROP_MODULES}/`));
const { SpanKind, SpanStatusCode, trace, ROOT_CONTEXT } = require('@opentelemetry/api');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BasicTracerProvider, BatchSpanProcessor } = require('@opentelemetry/sdk-trace-node');

const exporterModules = {
  'http-json': '@opentelemetry/exporter-trace-otlp-http',
  'http-proto': '@opentelemetry/exporter-trace-otlp-proto',
  grpc: '@opentelemetry/exporter-trace-otlp-grpc',
};

const [specFile, endpoint, transport] = process.argv.slice(2);
const spec = JSON.parse(readFileSync(specFile, 'utf8'));

function plain(value) {
  if ('int' in value) return Number(value.int);
  if ('array' in value) return value.array.map(plain);
  return Object.values(value)[0];
}

const attributes = (typed) => Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, plain(value)]));

function time(nanos) {
  const whole = BigInt(nanos);
  return [Number(whole / 1000000000n), Number(whole % 1000000000n)];
}

const { OTLPTraceExporter } = require(exporterModules[transport]);
const url = transport === 'grpc' ? `http://${endpoint}` : `http://${endpoint}/v1/traces`;
const provider = new BasicTracerProvider({
  resource: resourceFromAttributes({ 'service.name': spec.service, ...attributes(spec.resource) }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url, ...(process.env.INTEROP_GZIP && { compression: 'gzip' }) }))],
});
const tracer = provider.getTracer(spec.scope.name, spec.scope.version);

const spans = new Map();
for (const span of spec.spans) {
  const parent = span.parent ? trace.setSpan(ROOT_CONTEXT, spans.get(span.parent)) : ROOT_CONTEXT;
  const live = tracer.startSpan(
    span.name,
    {
      kind: SpanKind[span.kind],
      startTime: time(span.start),
      attributes: attributes(span.attributes),
      links: span.links.map((link) => ({ context: spans.get(link.to).spanContext(), attributes: attributes(link.attributes) })),
    },
    parent,
  );
  for (const event of span.events) live.addEvent(event.name, attributes(event.attributes), time(event.at));
  if (span.status.code !== 'UNSET') live.setStatus({ code: SpanStatusCode[span.status.code], message: span.status.message });
  spans.set(span.key, live);
}
for (const span of spec.spans) spans.get(span.key).end(time(span.end));
await provider.shutdown();
