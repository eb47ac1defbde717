/** A CycloneDX bill of materials as plain JSON (ECMA-424): the parts that Credence reads or writes. */
export interface Bom {
  readonly $schema?: string | undefined;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: string;
  readonly serialNumber?: string | undefined;
  readonly version?: number | undefined;
  readonly metadata?: BomMetadata | undefined;
  readonly components?: readonly Component[] | undefined;
  readonly dependencies?: readonly Dependency[] | undefined;
  readonly compositions?: readonly Composition[] | undefined;
  readonly formulation?: readonly Formula[] | undefined;
  readonly declarations?: Declarations | undefined;
  readonly definitions?: { readonly standards?: readonly Standard[] | undefined } | undefined;
  /** Since 1.7. */
  readonly citations?: readonly Citation[] | undefined;
  readonly externalReferences?: readonly ExternalReference[] | undefined;
  readonly vulnerabilities?: readonly object[] | undefined;
  readonly properties?: readonly Property[] | undefined;
  readonly signature?: object | undefined;
}

export interface BomMetadata {
  readonly timestamp?: string | undefined;
  readonly lifecycles?: readonly { readonly phase?: string | undefined }[] | undefined;
  readonly tools?: { readonly components?: readonly Component[] | undefined } | undefined;
  readonly authors?: readonly Contact[] | undefined;
  readonly component?: Component | undefined;
  readonly manufacturer?: Organization | undefined;
  readonly supplier?: Organization | undefined;
  readonly properties?: readonly Property[] | undefined;
}

export interface Component {
  readonly type: string;
  readonly 'bom-ref'?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  readonly description?: string | undefined;
  readonly supplier?: Organization | undefined;
  readonly manufacturer?: Organization | undefined;
  readonly hashes?: readonly BomHash[] | undefined;
  readonly licenses?: readonly LicenseChoice[] | undefined;
  readonly purl?: string | undefined;
  readonly externalReferences?: readonly ExternalReference[] | undefined;
  readonly properties?: readonly Property[] | undefined;
  readonly components?: readonly Component[] | undefined;
  readonly pedigree?: Pedigree | undefined;
  readonly data?: readonly ComponentData[] | undefined;
  readonly modelCard?: ModelCard | undefined;
  readonly signature?: object | undefined;
}

export interface BomHash {
  readonly alg: string;
  readonly content: string;
}

export interface Property {
  readonly name: string;
  readonly value?: string | undefined;
}

export interface Organization {
  readonly 'bom-ref'?: string | undefined;
  readonly name?: string | undefined;
}

export interface Contact {
  readonly 'bom-ref'?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

export interface LicenseChoice {
  readonly license?:
    | { readonly id?: string | undefined; readonly name?: string | undefined }
    | undefined;
  readonly expression?: string | undefined;
}

export interface ExternalReference {
  readonly type: string;
  readonly url: string;
  readonly comment?: string | undefined;
  readonly hashes?: readonly BomHash[] | undefined;
}

export interface Pedigree {
  readonly ancestors?: readonly Component[] | undefined;
  readonly descendants?: readonly Component[] | undefined;
  readonly variants?: readonly Component[] | undefined;
  readonly notes?: string | undefined;
}

export interface ComponentData {
  readonly type: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly contents?:
    | { readonly url?: string | undefined; readonly properties?: readonly Property[] | undefined }
    | undefined;
  readonly classification?: string | undefined;
  readonly sensitiveData?: readonly string[] | undefined;
  readonly governance?: DataGovernance | undefined;
}

export interface DataGovernance {
  readonly owners?: readonly GovernedBy[] | undefined;
  readonly stewards?: readonly GovernedBy[] | undefined;
  readonly custodians?: readonly GovernedBy[] | undefined;
}

export interface GovernedBy {
  readonly organization?: Organization | undefined;
  readonly contact?: Contact | undefined;
}

export interface ModelCard {
  readonly modelParameters?: ModelParameters | undefined;
  readonly quantitativeAnalysis?:
    | { readonly performanceMetrics?: readonly PerformanceMetric[] | undefined }
    | undefined;
  readonly considerations?:
    | {
        readonly useCases?: readonly string[] | undefined;
        readonly technicalLimitations?: readonly string[] | undefined;
        readonly environmentalConsiderations?: object | undefined;
      }
    | undefined;
  readonly properties?: readonly Property[] | undefined;
}

export interface ModelParameters {
  readonly approach?: { readonly type?: string | undefined } | undefined;
  readonly task?: string | undefined;
  readonly architectureFamily?: string | undefined;
  readonly modelArchitecture?: string | undefined;
  readonly datasets?: readonly { readonly ref: string }[] | undefined;
  readonly inputs?: readonly { readonly format?: string | undefined }[] | undefined;
  readonly outputs?: readonly { readonly format?: string | undefined }[] | undefined;
}

export interface PerformanceMetric {
  readonly type?: string | undefined;
  readonly value?: string | undefined;
  readonly slice?: string | undefined;
  readonly confidenceInterval?:
    | { readonly lowerBound?: string | undefined; readonly upperBound?: string | undefined }
    | undefined;
}

export interface Dependency {
  readonly ref: string;
  readonly dependsOn?: readonly string[] | undefined;
}

/** What is known to be complete, and what is not. */
export interface Composition {
  readonly 'bom-ref'?: string | undefined;
  readonly aggregate: string;
  readonly assemblies?: readonly string[] | undefined;
  readonly dependencies?: readonly string[] | undefined;
}

/** How something was made. */
export interface Formula {
  readonly 'bom-ref'?: string | undefined;
  readonly components?: readonly Component[] | undefined;
  readonly workflows?: readonly Workflow[] | undefined;
}

export interface Workflow extends WorkflowTask {
  readonly tasks?: readonly WorkflowTask[] | undefined;
}

export interface WorkflowTask {
  readonly 'bom-ref': string;
  readonly uid: string;
  readonly name?: string | undefined;
  readonly taskTypes: readonly string[];
  readonly trigger?:
    | { readonly 'bom-ref': string; readonly uid: string; readonly type: string }
    | undefined;
  readonly steps?:
    | readonly {
        readonly name?: string | undefined;
        readonly commands?: readonly { readonly executed?: string | undefined }[] | undefined;
      }[]
    | undefined;
  readonly inputs?: readonly WorkflowInput[] | undefined;
  readonly outputs?: readonly WorkflowOutput[] | undefined;
  readonly timeStart?: string | undefined;
  readonly timeEnd?: string | undefined;
  readonly properties?: readonly Property[] | undefined;
}

export interface WorkflowInput {
  readonly resource?: { readonly ref: string } | undefined;
  readonly parameters?:
    | readonly { readonly name?: string; readonly value?: string; readonly dataType?: string }[]
    | undefined;
}

export interface WorkflowOutput {
  readonly type?: string | undefined;
  readonly resource?: { readonly ref: string } | undefined;
}

export interface Declarations {
  readonly assessors?:
    | readonly {
        readonly 'bom-ref'?: string | undefined;
        readonly thirdParty?: boolean | undefined;
        readonly organization?: Organization | undefined;
      }[]
    | undefined;
  readonly claims?: readonly Claim[] | undefined;
  readonly evidence?: readonly Evidence[] | undefined;
  readonly attestations?: readonly Attestation[] | undefined;
}

export interface Claim {
  readonly 'bom-ref'?: string | undefined;
  readonly target?: string | undefined;
  readonly predicate?: string | undefined;
  readonly reasoning?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
}

export interface Evidence {
  readonly 'bom-ref'?: string | undefined;
  readonly propertyName?: string | undefined;
  readonly description?: string | undefined;
  readonly created?: string | undefined;
}

export interface Attestation {
  readonly summary?: string | undefined;
  readonly assessor?: string | undefined;
  readonly map?:
    | readonly {
        readonly requirement?: string | undefined;
        readonly claims?: readonly string[] | undefined;
        readonly conformance?: { readonly score?: number; readonly rationale?: string } | undefined;
      }[]
    | undefined;
}

export interface Standard {
  readonly 'bom-ref'?: string | undefined;
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  readonly requirements?:
    | readonly {
        readonly 'bom-ref'?: string | undefined;
        readonly identifier?: string | undefined;
        readonly title?: string | undefined;
      }[]
    | undefined;
}

/** Who says so: field by field, measured or declared. */
export interface Citation {
  readonly 'bom-ref'?: string | undefined;
  /** JSON Pointers (RFC 6901) into the same document. */
  readonly pointers?: readonly string[] | undefined;
  readonly expressions?: readonly string[] | undefined;
  readonly timestamp: string;
  readonly attributedTo?: string | undefined;
  readonly process?: string | undefined;
  readonly note?: string | undefined;
}
