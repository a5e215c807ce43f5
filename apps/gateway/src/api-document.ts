import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The OpenAPI 3.1 document of the gateway, from the same classes that validate. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Trial platform')
    .setDescription(
      'Runs a clinical trial end to end. Every write needs an Idempotency-Key; every refusal is a problem document (RFC 9457).',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addServer('/')
    .build();
  const document = SwaggerModule.createDocument(app, outline, { operationIdFactory: (_, method) => method });
  const problem = {
    type: 'object' as const,
    required: ['type', 'title', 'status'],
    properties: {
      type: { type: 'string' as const, description: 'Leads to the code of the refusal.' },
      title: { type: 'string' as const },
      status: { type: 'integer' as const },
      detail: { type: 'string' as const, description: 'The rule, in a sentence.' },
      field: { type: 'string' as const, description: 'The field it is about.' },
      errors: {
        type: 'array' as const,
        items: {
          type: 'object' as const,
          required: ['field', 'rule'],
          properties: { field: { type: 'string' as const }, rule: { type: 'string' as const } },
        },
      },
      trace: { type: 'string' as const, description: 'W3C traceparent of the request.' },
    },
  };
  return {
    ...document,
    components: { ...document.components, schemas: { ...document.components?.schemas, Problem: problem } },
  };
}
