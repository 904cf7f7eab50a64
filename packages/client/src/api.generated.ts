// Made from the API's OpenAPI document by `pnpm run generate` in packages/client. Do not edit.

export interface paths {
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announce an order under your own reference */
        post: operations["createOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an order: do this before you charge the card for what is due */
        get: operations["readOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the total, never under what is applied */
        patch: operations["changeOrder"];
        trace?: never;
    };
    "/v1/orders/{id}/checkout-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A short-lived token for the widget on this order */
        post: operations["createCheckoutToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complete an order: what was applied stays applied */
        post: operations["completeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel an order: every certificate comes back */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply a certificate in full to an open order
         * @description With a UUID as `Idempotency-Key` that UUID becomes the id of the redemption.
         */
        post: operations["redeemCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/redemptions/{redemption}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a certificate off an open order again; repeating it changes nothing */
        delete: operations["reverseRedemption"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search certificates, newest first */
        get: operations["listCertificates"];
        put?: never;
        /**
         * Create a certificate; the answer holds its full code
         * @description With `payment`, or of kind `complimentary` or `compensation`, it starts active; else pending, until staff mark it paid in the console. The code is in this answer and nowhere else.
         */
        post: operations["createCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a certificate; its code is masked */
        get: operations["readCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Void a certificate for a reason
         * @description Its code is dead at once. No money moves: what was paid stays with the business. To pay a card back, void it in the console with a refund instead. A pending certificate whose customer has just paid is not voided: `certificate_active`.
         */
        post: operations["voidCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail an active certificate once more */
        post: operations["sendCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The certificate as a PDF, with its code */
        get: operations["printCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reactivate a voided certificate
         * @description Active again, or pending when it was never paid. Refused when the money went back (a refund made in the console), or when its day has passed and no later one is given.
         */
        post: operations["reactivateCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extend a certificate: a later last day
         * @description An expired certificate comes back to life with it.
         */
        post: operations["extendCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}/reissue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reissue a certificate under a new code; the answer holds it
         * @description For a leaked or wrongly sent code. The old one is dead at once.
         */
        post: operations["reissueCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/codes/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What redeeming a code would say, without redeeming it
         * @description The answer is 200 in both cases; `refusal.code` is the code that `POST /v1/orders/{id}/redemptions` would refuse with.
         */
        post: operations["checkCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Order: {
            /**
             * Format: uuid
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            id: string;
            /** @example AJ-2026-1042 */
            reference: string;
            /** @enum {string} */
            status: "open" | "completed" | "cancelled";
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /**
             * Format: int64
             * @description In the minor unit of the currency.
             * @example 15000
             */
            total: number;
            /**
             * Format: int64
             * @description What certificates have paid.
             * @example 0
             */
            applied: number;
            /**
             * Format: int64
             * @description What is still to be paid by other means.
             * @example 15000
             */
            due: number;
            customer: {
                name: string | null;
                email: string | null;
            } | null;
            /**
             * Format: date-time
             * @example 2026-11-22T13:05:00.000Z
             */
            expires_at: string | null;
            /** @description Oldest first; reversed ones stay listed. */
            redemptions: components["schemas"]["Redemption"][];
        };
        Redemption: {
            /**
             * Format: uuid
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            id: string;
            /**
             * Format: uuid
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            certificate_id: string;
            /** @example 7K2M */
            code_last4: string;
            /**
             * Format: int64
             * @description In the minor unit of the currency.
             * @example 15000
             */
            amount: number;
            /**
             * Format: date-time
             * @example 2026-11-22T13:05:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example null
             */
            reversed_at: string | null;
        };
        /** @description RFC 9457, `application/problem+json`. */
        Problem: {
            /** Format: uri */
            type: string;
            title: string;
            status: number;
            /** @description Stable; decide by this. */
            code: string;
            /** @description A sentence for people. */
            detail: string;
            /**
             * Format: uuid
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            request_id: string;
            fields?: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description What the certificate is worth.
             * @example 15000
             */
            amount?: number;
            /**
             * Format: int64
             * @description What is still due on the order.
             * @example 15000
             */
            due?: number;
            /**
             * Format: int64
             * @description What certificates have paid of the order.
             * @example 15000
             */
            applied?: number;
            /**
             * Format: int64
             * @description How much more the order needs.
             * @example 15000
             */
            missing?: number;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency?: string;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            certificate_currency?: string;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            order_currency?: string;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            workspace_currency?: string;
            /** @enum {string} */
            order_status?: "open" | "completed" | "cancelled";
            /**
             * Format: uuid
             * @description The order that has the reference.
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            order_id?: string;
            changed_by?: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T13:05:00.000Z
             */
            changed_at?: string | null;
            version?: number;
            retry_after_seconds?: number;
        };
        NewOrder: {
            /**
             * @description Yours, unique.
             * @example AJ-2026-1042
             */
            reference: string;
            /**
             * Format: int64
             * @description In the minor unit of the currency.
             * @example 42000
             */
            total: number;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /**
             * @example {
             *       "name": "Ines Duarte",
             *       "email": "ines@example.com"
             *     }
             */
            customer?: {
                name?: string | null;
                /**
                 * Format: email
                 * @example ines@example.com
                 */
                email?: string | null;
            } | null;
            /**
             * Format: date-time
             * @description When an order still open is cancelled by itself: in the future.
             * @example 2099-01-31T12:00:00Z
             */
            expires_at?: string | null;
        };
        OrderChange: {
            /**
             * Format: int64
             * @description In the minor unit of the currency.
             * @example 38000
             */
            total: number;
        };
        /**
         * @example {
         *       "token": "eyJhbGciOiJIUzI1NiJ9…",
         *       "expires_at": "2026-11-22T15:05:00.000Z"
         *     }
         */
        CheckoutToken: {
            token: string;
            /**
             * Format: date-time
             * @description Two hours after it was made.
             * @example 2026-11-22T13:05:00.000Z
             */
            expires_at: string;
        };
        CodeInput: {
            /**
             * @description As the customer typed it.
             * @example 4Q7X-9M2B-C8KS
             */
            code: string;
        };
        CertificateWithCode: {
            /**
             * Format: uuid
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            id: string;
            /** @example GC-2026-000042 */
            number: string;
            /** @enum {string} */
            status: "pending" | "active" | "redeemed" | "voided" | "expired";
            /** @enum {string} */
            kind: "purchased" | "complimentary" | "compensation" | "migrated";
            /** @enum {string} */
            origin: "portal" | "admin" | "api" | "import";
            /**
             * Format: int64
             * @description In the minor unit of the currency.
             * @example 15000
             */
            amount: number;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /** @example 7K2M */
            code_last4: string;
            /**
             * Format: date
             * @description The last valid local date.
             * @example 2028-11-21
             */
            valid_through: string | null;
            purchaser: {
                name: string;
                email: string;
            };
            recipient: {
                name: string;
                email: string | null;
            };
            message: string;
            /**
             * Format: uuid
             * @example null
             */
            type_id: string | null;
            /**
             * Format: uuid
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            segment_id: string;
            /**
             * Format: uuid
             * @example null
             */
            order_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T13:05:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-22T13:05:00.000Z
             */
            activated_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            redeemed_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            voided_at: string | null;
            /** @example null */
            void_reason: string | null;
            /**
             * @description The full code: here and nowhere else.
             * @example 4Q7X-9M2B-C8KS
             */
            code: string;
        };
        NewCertificate: {
            /**
             * Format: int64
             * @description Within the workspace's limits.
             * @example 15000
             */
            amount: number;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /**
             * @default purchased
             * @enum {string}
             */
            kind?: "purchased" | "complimentary" | "compensation";
            /** @description How it was paid. Without, a purchased certificate starts pending; one that is given for free has none. */
            payment?: {
                /** @enum {string} */
                method: "cash" | "transfer" | "card_terminal" | "other";
                /** @example Till 2, receipt 1042 */
                reference?: string | null;
            } | null;
            /**
             * @example {
             *       "name": "Ines Duarte",
             *       "email": "ines@example.com"
             *     }
             */
            purchaser: {
                name: string;
                /** Format: email */
                email: string;
            };
            /**
             * @description Without an e-mail address the certificate is for printing.
             * @example {
             *       "name": "Jonas Weber",
             *       "email": "jonas@example.com"
             *     }
             */
            recipient: {
                name: string;
                /** Format: email */
                email?: string | null;
            };
            /**
             * @default
             * @example See you at the fjord!
             */
            message?: string;
            /**
             * Format: uuid
             * @example null
             */
            type_id?: string | null;
            /**
             * @description A segment's slug; the default one without.
             * @example null
             */
            segment?: string | null;
            /**
             * Format: date
             * @description Local date, at most a year ahead; at once without. Only for what is mailed to the recipient.
             * @example null
             */
            deliver_on?: string | null;
            /**
             * @description Send the mails once it is active.
             * @default true
             */
            send?: boolean;
        };
        CertificatePage: {
            data: components["schemas"]["Certificate"][];
            /** @description For the next page, with the same filters; null on the last one. */
            next_cursor: string | null;
        };
        Certificate: {
            /**
             * Format: uuid
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            id: string;
            /** @example GC-2026-000042 */
            number: string;
            /** @enum {string} */
            status: "pending" | "active" | "redeemed" | "voided" | "expired";
            /** @enum {string} */
            kind: "purchased" | "complimentary" | "compensation" | "migrated";
            /** @enum {string} */
            origin: "portal" | "admin" | "api" | "import";
            /**
             * Format: int64
             * @description In the minor unit of the currency.
             * @example 15000
             */
            amount: number;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /** @example 7K2M */
            code_last4: string;
            /**
             * Format: date
             * @description The last valid local date.
             * @example 2028-11-21
             */
            valid_through: string | null;
            purchaser: {
                name: string;
                email: string;
            };
            recipient: {
                name: string;
                email: string | null;
            };
            message: string;
            /**
             * Format: uuid
             * @example null
             */
            type_id: string | null;
            /**
             * Format: uuid
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            segment_id: string;
            /**
             * Format: uuid
             * @example null
             */
            order_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T13:05:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-22T13:05:00.000Z
             */
            activated_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            redeemed_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            voided_at: string | null;
            /** @example null */
            void_reason: string | null;
        };
        VoidInput: {
            /** @example Bought twice by mistake */
            reason: string;
        };
        ReactivateInput: {
            /**
             * Format: date
             * @description The new last valid local date: later than the last one, and than yesterday.
             * @example 2028-11-21
             */
            valid_through?: string;
        };
        ExtendInput: {
            /**
             * Format: date
             * @description The new last valid local date: later than the last one, and than yesterday.
             * @example 2028-11-21
             */
            valid_through: string;
        };
        ReissueInput: {
            /** @example Sent to a wrong address */
            reason: string;
            /**
             * @description Whether the new code is mailed at once.
             * @default true
             */
            send?: boolean;
        };
        CodeCheck: {
            /** @constant */
            redeemable: true;
            /**
             * Format: uuid
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            certificate_id: string;
            /** @example 7K2M */
            code_last4: string;
            /**
             * Format: int64
             * @description In the minor unit of the currency.
             * @example 15000
             */
            amount: number;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /** Format: date */
            valid_through: string | null;
        } | {
            /** @constant */
            redeemable: false;
            refusal: {
                /** @example exceeds_amount_due */
                code: string;
                detail: string;
                /**
                 * Format: int64
                 * @description In the minor unit of the currency.
                 * @example 15000
                 */
                amount?: number;
                /**
                 * Format: int64
                 * @description In the minor unit of the currency.
                 * @example 15000
                 */
                due?: number;
                /**
                 * Format: int64
                 * @description In the minor unit of the currency.
                 * @example 15000
                 */
                missing?: number;
                /**
                 * @description ISO 4217.
                 * @example EUR
                 */
                currency?: string;
                /**
                 * @description ISO 4217.
                 * @example EUR
                 */
                certificate_currency?: string;
                /**
                 * @description ISO 4217.
                 * @example EUR
                 */
                order_currency?: string;
                /** @enum {string} */
                order_status?: "open" | "completed" | "cancelled";
            };
        };
        CodeCheckInput: {
            /**
             * @description As the customer typed it.
             * @example 4Q7X-9M2B-C8KS
             */
            code: string;
            /**
             * Format: uuid
             * @description To check against what is due on an order.
             * @example 01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a
             */
            order_id?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reference": "AJ-2026-1042",
                 *       "total": 42000,
                 *       "currency": "EUR",
                 *       "customer": {
                 *         "name": "Jonas Weber",
                 *         "email": "jonas@example.com"
                 *       },
                 *       "expires_at": "2099-01-31T12:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            /** @description The order, open. */
            201: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    /** @description Where what was made is read. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a",
                     *       "reference": "AJ-2026-1042",
                     *       "status": "open",
                     *       "currency": "EUR",
                     *       "total": 42000,
                     *       "applied": 0,
                     *       "due": 42000,
                     *       "customer": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "expires_at": "2099-01-31T12:00:00.000Z",
                     *       "redemptions": []
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. `order_reference_taken`: An order with this reference exists. */
            409: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a",
                     *       "reference": "AJ-2026-1042",
                     *       "status": "open",
                     *       "currency": "EUR",
                     *       "total": 42000,
                     *       "applied": 15000,
                     *       "due": 27000,
                     *       "customer": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "expires_at": "2099-01-31T12:00:00.000Z",
                     *       "redemptions": [
                     *         {
                     *           "id": "01990b5f-02a7-7d44-b3c9-1a2b3c4d5e6f",
                     *           "certificate_id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *           "code_last4": "C8KS",
                     *           "amount": 15000,
                     *           "created_at": "2026-11-22T13:05:00.000Z",
                     *           "reversed_at": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "total": 38000
                 *     }
                 */
                "application/json": components["schemas"]["OrderChange"];
            };
        };
        responses: {
            /** @description The order with its new total. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a",
                     *       "reference": "AJ-2026-1042",
                     *       "status": "open",
                     *       "currency": "EUR",
                     *       "total": 38000,
                     *       "applied": 15000,
                     *       "due": 23000,
                     *       "customer": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "expires_at": "2099-01-31T12:00:00.000Z",
                     *       "redemptions": [
                     *         {
                     *           "id": "01990b5f-02a7-7d44-b3c9-1a2b3c4d5e6f",
                     *           "certificate_id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *           "code_last4": "C8KS",
                     *           "amount": 15000,
                     *           "created_at": "2026-11-22T13:05:00.000Z",
                     *           "reversed_at": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `order_closed`: The order is closed. `stale`: Someone else was faster. */
            409: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCheckoutToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Put it into the widget. */
            201: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "eyJhbGciOiJIUzI1NiJ9.eyJvcmRlcklkIjoiMDE5OTBiNWUifQ.c2lnbmF0dXJl",
                     *       "expires_at": "2026-11-22T15:05:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CheckoutToken"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. `order_closed`: The order is closed. */
            409: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order, completed. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a",
                     *       "reference": "AJ-2026-1042",
                     *       "status": "completed",
                     *       "currency": "EUR",
                     *       "total": 42000,
                     *       "applied": 15000,
                     *       "due": 27000,
                     *       "customer": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "expires_at": "2099-01-31T12:00:00.000Z",
                     *       "redemptions": [
                     *         {
                     *           "id": "01990b5f-02a7-7d44-b3c9-1a2b3c4d5e6f",
                     *           "certificate_id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *           "code_last4": "C8KS",
                     *           "amount": 15000,
                     *           "created_at": "2026-11-22T13:05:00.000Z",
                     *           "reversed_at": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. `order_closed`: The order is closed. `stale`: Someone else was faster. */
            409: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order, cancelled. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a",
                     *       "reference": "AJ-2026-1042",
                     *       "status": "cancelled",
                     *       "currency": "EUR",
                     *       "total": 42000,
                     *       "applied": 0,
                     *       "due": 42000,
                     *       "customer": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "expires_at": "2099-01-31T12:00:00.000Z",
                     *       "redemptions": [
                     *         {
                     *           "id": "01990b5f-02a7-7d44-b3c9-1a2b3c4d5e6f",
                     *           "certificate_id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *           "code_last4": "C8KS",
                     *           "amount": 15000,
                     *           "created_at": "2026-11-22T13:05:00.000Z",
                     *           "reversed_at": "2026-11-22T13:09:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. `order_closed`: The order is closed. `stale`: Someone else was faster. */
            409: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeemCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "4Q7X-9M2B-C8KS"
                 *     }
                 */
                "application/json": components["schemas"]["CodeInput"];
            };
        };
        responses: {
            /** @description The order with the new redemption. */
            201: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a",
                     *       "reference": "AJ-2026-1042",
                     *       "status": "open",
                     *       "currency": "EUR",
                     *       "total": 42000,
                     *       "applied": 15000,
                     *       "due": 27000,
                     *       "customer": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "expires_at": "2099-01-31T12:00:00.000Z",
                     *       "redemptions": [
                     *         {
                     *           "id": "01990b5f-02a7-7d44-b3c9-1a2b3c4d5e6f",
                     *           "certificate_id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *           "code_last4": "C8KS",
                     *           "amount": 15000,
                     *           "created_at": "2026-11-22T13:05:00.000Z",
                     *           "reversed_at": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. `code_not_found`: This code is not known. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. `stale`: Someone else was faster. `certificate_pending`: The certificate is not paid yet. `certificate_redeemed`: The certificate has been used. `certificate_voided`: The certificate was voided. `certificate_expired`: The certificate has expired. `order_closed`: The order is closed. */
            409: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. `code_malformed`: This is not a code. `exceeds_amount_due`: The certificate is worth more than is due. `currency_mismatch`: The currencies differ. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many calls. */
            429: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reverseRedemption: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                redemption: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order without it. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5e-6d0c-7c3e-9a55-0f1e2d3c4b5a",
                     *       "reference": "AJ-2026-1042",
                     *       "status": "open",
                     *       "currency": "EUR",
                     *       "total": 42000,
                     *       "applied": 0,
                     *       "due": 42000,
                     *       "customer": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "expires_at": "2099-01-31T12:00:00.000Z",
                     *       "redemptions": [
                     *         {
                     *           "id": "01990b5f-02a7-7d44-b3c9-1a2b3c4d5e6f",
                     *           "certificate_id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *           "code_last4": "C8KS",
                     *           "amount": 15000,
                     *           "created_at": "2026-11-22T13:05:00.000Z",
                     *           "reversed_at": "2026-11-22T13:09:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `order_closed`: The order is closed. `stale`: Someone else was faster. */
            409: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCertificates: {
        parameters: {
            query?: {
                status?: "pending" | "active" | "redeemed" | "voided" | "expired";
                origin?: "portal" | "admin" | "api" | "import";
                /** @description Part of a name, an e-mail address or a number, or a code's last four characters. Never a full code. */
                q?: string;
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `next_cursor` is null on the last one. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *           "number": "GC-2026-000042",
                     *           "status": "active",
                     *           "kind": "purchased",
                     *           "origin": "api",
                     *           "amount": 15000,
                     *           "currency": "EUR",
                     *           "code_last4": "C8KS",
                     *           "valid_through": "2028-11-21",
                     *           "purchaser": {
                     *             "name": "Ines Duarte",
                     *             "email": "ines@example.com"
                     *           },
                     *           "recipient": {
                     *             "name": "Jonas Weber",
                     *             "email": "jonas@example.com"
                     *           },
                     *           "message": "See you at the fjord!",
                     *           "type_id": null,
                     *           "segment_id": "01990a00-4c1e-7e5f-9d3b-2f1e0d9c8b7a",
                     *           "order_id": null,
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "activated_at": "2026-11-22T09:30:00.000Z",
                     *           "redeemed_at": null,
                     *           "voided_at": null,
                     *           "void_reason": null
                     *         }
                     *       ],
                     *       "next_cursor": "MjAyNi0xMS0yMlQwOTozMDowMC4wMDBaXzAxOTkwYjVkLTExZjQtN2IwYS04YzIxLTVkNmU3ZjgwOWExYg"
                     *     }
                     */
                    "application/json": components["schemas"]["CertificatePage"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount": 15000,
                 *       "currency": "EUR",
                 *       "payment": {
                 *         "method": "card_terminal",
                 *         "reference": "Till 2, receipt 1042"
                 *       },
                 *       "purchaser": {
                 *         "name": "Ines Duarte",
                 *         "email": "ines@example.com"
                 *       },
                 *       "recipient": {
                 *         "name": "Jonas Weber",
                 *         "email": "jonas@example.com"
                 *       },
                 *       "message": "See you at the fjord!"
                 *     }
                 */
                "application/json": components["schemas"]["NewCertificate"];
            };
        };
        responses: {
            /** @description The certificate with its code. */
            201: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    /** @description Where what was made is read. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *       "number": "GC-2026-000042",
                     *       "status": "active",
                     *       "kind": "purchased",
                     *       "origin": "api",
                     *       "amount": 15000,
                     *       "currency": "EUR",
                     *       "code_last4": "C8KS",
                     *       "valid_through": "2028-11-21",
                     *       "purchaser": {
                     *         "name": "Ines Duarte",
                     *         "email": "ines@example.com"
                     *       },
                     *       "recipient": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "message": "See you at the fjord!",
                     *       "type_id": null,
                     *       "segment_id": "01990a00-4c1e-7e5f-9d3b-2f1e0d9c8b7a",
                     *       "order_id": null,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "activated_at": "2026-11-22T09:30:00.000Z",
                     *       "redeemed_at": null,
                     *       "voided_at": null,
                     *       "void_reason": null,
                     *       "code": "4Q7X-9M2B-C8KS"
                     *     }
                     */
                    "application/json": components["schemas"]["CertificateWithCode"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. `type_not_available`: This certificate type is not available. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. */
            409: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. `amount_out_of_range`: The amount is outside the limits. `currency_mismatch`: The currencies differ. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *       "number": "GC-2026-000042",
                     *       "status": "active",
                     *       "kind": "purchased",
                     *       "origin": "api",
                     *       "amount": 15000,
                     *       "currency": "EUR",
                     *       "code_last4": "C8KS",
                     *       "valid_through": "2028-11-21",
                     *       "purchaser": {
                     *         "name": "Ines Duarte",
                     *         "email": "ines@example.com"
                     *       },
                     *       "recipient": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "message": "See you at the fjord!",
                     *       "type_id": null,
                     *       "segment_id": "01990a00-4c1e-7e5f-9d3b-2f1e0d9c8b7a",
                     *       "order_id": null,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "activated_at": "2026-11-22T09:30:00.000Z",
                     *       "redeemed_at": null,
                     *       "voided_at": null,
                     *       "void_reason": null
                     *     }
                     */
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    voidCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Bought twice by mistake"
                 *     }
                 */
                "application/json": components["schemas"]["VoidInput"];
            };
        };
        responses: {
            /** @description The certificate, voided. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *       "number": "GC-2026-000042",
                     *       "status": "voided",
                     *       "kind": "purchased",
                     *       "origin": "api",
                     *       "amount": 15000,
                     *       "currency": "EUR",
                     *       "code_last4": "C8KS",
                     *       "valid_through": "2028-11-21",
                     *       "purchaser": {
                     *         "name": "Ines Duarte",
                     *         "email": "ines@example.com"
                     *       },
                     *       "recipient": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "message": "See you at the fjord!",
                     *       "type_id": null,
                     *       "segment_id": "01990a00-4c1e-7e5f-9d3b-2f1e0d9c8b7a",
                     *       "order_id": null,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "activated_at": "2026-11-22T09:30:00.000Z",
                     *       "redeemed_at": null,
                     *       "voided_at": "2026-11-23T08:00:00.000Z",
                     *       "void_reason": "Bought twice by mistake"
                     *     }
                     */
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. `stale`: Someone else was faster. `certificate_active`: The certificate is already active. `certificate_redeemed`: The certificate has been used. `certificate_voided`: The certificate was voided. */
            409: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. `payment_unavailable`: The payment provider cannot be reached. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail is queued. */
            202: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *       "number": "GC-2026-000042",
                     *       "status": "active",
                     *       "kind": "purchased",
                     *       "origin": "api",
                     *       "amount": 15000,
                     *       "currency": "EUR",
                     *       "code_last4": "C8KS",
                     *       "valid_through": "2028-11-21",
                     *       "purchaser": {
                     *         "name": "Ines Duarte",
                     *         "email": "ines@example.com"
                     *       },
                     *       "recipient": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "message": "See you at the fjord!",
                     *       "type_id": null,
                     *       "segment_id": "01990a00-4c1e-7e5f-9d3b-2f1e0d9c8b7a",
                     *       "order_id": null,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "activated_at": "2026-11-22T09:30:00.000Z",
                     *       "redeemed_at": null,
                     *       "voided_at": null,
                     *       "void_reason": null
                     *     }
                     */
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. `stale`: Someone else was faster. `certificate_pending`: The certificate is not paid yet. `certificate_redeemed`: The certificate has been used. `certificate_voided`: The certificate was voided. `certificate_expired`: The certificate has expired. */
            409: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    printCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description Names the file. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `certificate_pending`: The certificate is not paid yet. `certificate_voided`: The certificate was voided. */
            409: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reactivateCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["ReactivateInput"];
            };
        };
        responses: {
            /** @description The certificate as it is now. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *       "number": "GC-2026-000042",
                     *       "status": "active",
                     *       "kind": "purchased",
                     *       "origin": "api",
                     *       "amount": 15000,
                     *       "currency": "EUR",
                     *       "code_last4": "C8KS",
                     *       "valid_through": "2028-11-21",
                     *       "purchaser": {
                     *         "name": "Ines Duarte",
                     *         "email": "ines@example.com"
                     *       },
                     *       "recipient": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "message": "See you at the fjord!",
                     *       "type_id": null,
                     *       "segment_id": "01990a00-4c1e-7e5f-9d3b-2f1e0d9c8b7a",
                     *       "order_id": null,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "activated_at": "2026-11-22T09:30:00.000Z",
                     *       "redeemed_at": null,
                     *       "voided_at": null,
                     *       "void_reason": null
                     *     }
                     */
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. `stale`: Someone else was faster. `certificate_pending`: The certificate is not paid yet. `certificate_active`: The certificate is already active. `certificate_redeemed`: The certificate has been used. `certificate_voided`: The certificate was voided. `certificate_expired`: The certificate has expired. */
            409: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    extendCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "valid_through": "2029-11-21"
                 *     }
                 */
                "application/json": components["schemas"]["ExtendInput"];
            };
        };
        responses: {
            /** @description The certificate as it is now. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *       "number": "GC-2026-000042",
                     *       "status": "active",
                     *       "kind": "purchased",
                     *       "origin": "api",
                     *       "amount": 15000,
                     *       "currency": "EUR",
                     *       "code_last4": "C8KS",
                     *       "valid_through": "2029-11-21",
                     *       "purchaser": {
                     *         "name": "Ines Duarte",
                     *         "email": "ines@example.com"
                     *       },
                     *       "recipient": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "message": "See you at the fjord!",
                     *       "type_id": null,
                     *       "segment_id": "01990a00-4c1e-7e5f-9d3b-2f1e0d9c8b7a",
                     *       "order_id": null,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "activated_at": "2026-11-22T09:30:00.000Z",
                     *       "redeemed_at": null,
                     *       "voided_at": null,
                     *       "void_reason": null
                     *     }
                     */
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. `stale`: Someone else was faster. `certificate_pending`: The certificate is not paid yet. `certificate_redeemed`: The certificate has been used. `certificate_voided`: The certificate was voided. */
            409: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reissueCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Sent to a wrong address",
                 *       "send": true
                 *     }
                 */
                "application/json": components["schemas"]["ReissueInput"];
            };
        };
        responses: {
            /** @description The certificate with its new code. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01990b5d-11f4-7b0a-8c21-5d6e7f809a1b",
                     *       "number": "GC-2026-000042",
                     *       "status": "active",
                     *       "kind": "purchased",
                     *       "origin": "api",
                     *       "amount": 15000,
                     *       "currency": "EUR",
                     *       "code_last4": "5R62",
                     *       "valid_through": "2028-11-21",
                     *       "purchaser": {
                     *         "name": "Ines Duarte",
                     *         "email": "ines@example.com"
                     *       },
                     *       "recipient": {
                     *         "name": "Jonas Weber",
                     *         "email": "jonas@example.com"
                     *       },
                     *       "message": "See you at the fjord!",
                     *       "type_id": null,
                     *       "segment_id": "01990a00-4c1e-7e5f-9d3b-2f1e0d9c8b7a",
                     *       "order_id": null,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "activated_at": "2026-11-22T09:30:00.000Z",
                     *       "redeemed_at": null,
                     *       "voided_at": null,
                     *       "void_reason": null,
                     *       "code": "T3F8-0WNH-5R62"
                     *     }
                     */
                    "application/json": components["schemas"]["CertificateWithCode"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. `stale`: Someone else was faster. `certificate_pending`: The certificate is not paid yet. `certificate_redeemed`: The certificate has been used. `certificate_voided`: The certificate was voided. `certificate_expired`: The certificate has expired. */
            409: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description Yours, 1 to 255 printable ASCII characters without spaces, best a UUID. The same key with the same body gives the first answer again (kept 48 hours, with `Idempotent-Replayed: true`); with another body it is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "4Q7X-9M2B-C8KS"
                 *     }
                 */
                "application/json": components["schemas"]["CodeCheckInput"];
            };
        };
        responses: {
            /** @description Whether the code can be used. */
            200: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description `true`: what an earlier call under the same key was answered. */
                    "Idempotent-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeCheck"];
                };
            };
            /** @description `malformed_json`: The body is not JSON. */
            400: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The API key is missing, unknown or revoked. */
            401: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    /** @description How a key is presented. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: The API key does not have the scope for this call. */
            403: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is nothing under this address. */
            404: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_mismatch`: The Idempotency-Key was used for another call. */
            409: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: The request is not valid. */
            422: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many calls. */
            429: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. */
            500: {
                headers: {
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`: The database does not answer at the moment. */
            503: {
                headers: {
                    /** @description Seconds after which a repeat has a chance; not with every code. */
                    "Retry-After"?: number;
                    /** @description For Boon's support; the `request_id` of a problem. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

/** Every code a refusal of this API can have. */
export const PROBLEM_CODES = [
    "amount_out_of_range",
    "body_too_large",
    "certificate_active",
    "certificate_expired",
    "certificate_pending",
    "certificate_redeemed",
    "certificate_voided",
    "code_malformed",
    "code_not_found",
    "currency_mismatch",
    "exceeds_amount_due",
    "forbidden",
    "idempotency_mismatch",
    "internal_error",
    "malformed_json",
    "not_found",
    "order_closed",
    "order_reference_taken",
    "payment_unavailable",
    "rate_limited",
    "service_unavailable",
    "stale",
    "type_not_available",
    "unauthorized",
    "unsupported_media_type",
    "validation_failed",
] as const;
