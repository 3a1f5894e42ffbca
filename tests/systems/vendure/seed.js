/** Fills an empty shop through its admin API: `node seed.js PORT shop.sqlite.gz < people.json`. */
'use strict';

const fs = require('node:fs');
const zlib = require('node:zlib');
const { LanguageCode, TransactionalConnection, bootstrap } = require('@vendure/core');
const { populateInitialData } = require('@vendure/core/cli');
const { config } = require('./config');

const COUNTRIES = { DE: 'Germany', GB: 'United Kingdom', US: 'United States', FR: 'France', NG: 'Nigeria' };
const GOODS = [
    // Two decimals in every currency: that is how the dashboard enters prices and shows them, in yen, too.
    { sku: 'KET-BLK', name: 'Kettle, black', EUR: 4990, JPY: 798000 },
    { sku: 'TEA-1', name: 'Green tea, 100 g', EUR: 1145, JPY: 180000 },
    { sku: 'CUP-L', name: 'Cup, large', EUR: 905, JPY: 145000 },
];

let url;
let token;

async function ask(query, variables = {}, currency = null) {
    const response = await fetch(currency ? `${url}?currencyCode=${currency}` : url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify({ query, variables }),
    });
    token = response.headers.get('vendure-auth-token') || token;
    const { data, errors } = await response.json();
    const refused = data && Object.values(data).find((part) => part && part.errorCode);
    if (errors || refused) throw new Error(`${query.slice(0, 100)}: ${JSON.stringify(errors || refused)}`);
    return Object.values(data)[0];
}

const initialData = {
    defaultLanguage: LanguageCode.en,
    defaultZone: 'Everywhere',
    taxRates: [{ name: 'Standard', percentage: 19 }],
    shippingMethods: [{ name: 'Parcel', price: 500 }],
    paymentMethods: [{ name: 'Invoice', handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] } }],
    countries: Object.entries(COUNTRIES).map(([code, name]) => ({ code, name, zone: 'Everywhere' })),
    collections: [],
};

async function makeShop() {
    await ask('mutation { login(username: "superadmin", password: "superadmin") { __typename ... on ErrorResult { errorCode } } }');
    const channel = await ask('{ activeChannel { id } }');
    await ask('mutation($i: UpdateChannelInput!) { updateChannel(input: $i) { __typename ... on ErrorResult { errorCode } } }', {
        i: { id: channel.id, defaultCurrencyCode: 'EUR', availableCurrencyCodes: ['EUR', 'JPY'], pricesIncludeTax: true },
    });
    for (const [code, permissions] of [['desk', ['ReadCustomer', 'ReadOrder', 'UpdateCustomer']], ['no-orders', ['ReadCustomer']]]) {
        const role = await ask('mutation($i: CreateRoleInput!) { createRole(input: $i) { id } }', {
            i: { code, description: code, permissions },
        });
        await ask('mutation($i: CreateAdministratorInput!) { createAdministrator(input: $i) { id } }', {
            i: { firstName: code, lastName: 'Callside', emailAddress: `${code}@example.com`, password: `${code}-password`, roleIds: [role.id] },
        });
    }
}

async function makeGoods() {
    const variants = [];
    for (const { sku, name, EUR, JPY } of GOODS) {
        const translations = [{ languageCode: 'en', name, slug: sku.toLowerCase(), description: '' }];
        const product = await ask('mutation($i: CreateProductInput!) { createProduct(input: $i) { id } }', { i: { translations } });
        const [variant] = await ask('mutation($i: [CreateProductVariantInput!]!) { createProductVariants(input: $i) { id } }', {
            i: [{ productId: product.id, sku, translations: [{ languageCode: 'en', name }], trackInventory: 'FALSE', price: EUR }],
        });
        await ask('mutation($i: [UpdateProductVariantInput!]!) { updateProductVariants(input: $i) { id } }', {
            i: [{ id: variant.id, prices: [{ currencyCode: 'EUR', price: EUR }, { currencyCode: 'JPY', price: JPY }] }],
        });
        variants.push(variant.id);
    }
    return variants;
}

async function makeCustomer(person) {
    const customer = await ask(
        'mutation($i: CreateCustomerInput!) { createCustomer(input: $i) { ... on Customer { id } ... on ErrorResult { errorCode message } } }',
        { i: { firstName: person.given, lastName: person.family, emailAddress: person.email, phoneNumber: person.phone } },
    );
    if (person.address) {
        await ask('mutation($c: ID!, $i: CreateAddressInput!) { createCustomerAddress(customerId: $c, input: $i) { id } }', {
            c: customer.id,
            i: { fullName: `${person.given} ${person.family}`, streetLine1: 'Musterweg 4', city: person.city, postalCode: '12345',
                countryCode: person.country, defaultBillingAddress: true, defaultShippingAddress: true },
        });
    }
    return customer.id;
}

const ORDER = '... on Order { id code state } ... on ErrorResult { errorCode message }';

async function makeOrder(customerId, person, variants, { currency, quantities, until }) {
    const say = (query, variables) => ask(query, variables, currency);
    const { id } = await say('mutation { createDraftOrder { id } }');
    await say(`mutation($o: ID!, $c: ID!) { setCustomerForDraftOrder(orderId: $o, customerId: $c) { ${ORDER} } }`, { o: id, c: customerId });
    for (const [at, quantity] of quantities.entries()) {
        await say(`mutation($o: ID!, $i: AddItemToDraftOrderInput!) { addItemToDraftOrder(orderId: $o, input: $i) { ${ORDER} } }`, {
            o: id, i: { productVariantId: variants[at], quantity },
        });
    }
    if (until === 'cart') return;
    const address = { fullName: person.given, streetLine1: 'Musterweg 4', city: person.city, postalCode: '12345', countryCode: person.country };
    await say('mutation($o: ID!, $i: CreateAddressInput!) { setDraftOrderShippingAddress(orderId: $o, input: $i) { id } }', { o: id, i: address });
    const [method] = await say('query($o: ID!) { eligibleShippingMethodsForDraftOrder(orderId: $o) { id } }', { o: id });
    await say(`mutation($o: ID!, $m: ID!) { setDraftOrderShippingMethod(orderId: $o, shippingMethodId: $m) { ${ORDER} } }`, { o: id, m: method.id });
    await say(`mutation($o: ID!) { transitionOrderToState(id: $o, state: "ArrangingPayment") { ${ORDER} } }`, { o: id });
    if (until === 'unpaid') return;
    await say(`mutation($i: ManualPaymentInput!) { addManualPaymentToOrder(input: $i) { ${ORDER} } }`, {
        i: { orderId: id, method: 'invoice', transactionId: `T-${id}`, metadata: {} },
    });
    if (until === 'cancelled') {
        await say('mutation($i: CancelOrderInput!) { cancelOrder(input: $i) { ... on Order { id } ... on ErrorResult { errorCode message } } }', {
            i: { orderId: id, reason: 'changed my mind' },
        });
    }
    if (until === 'refunded') {
        const { payments, totalWithTax } = await say('query($o: ID!) { order(id: $o) { totalWithTax payments { id } } }', { o: id });
        const refund = await say('mutation($i: RefundOrderInput!) { refundOrder(input: $i) { ... on Refund { id state } ... on ErrorResult { errorCode message } } }', {
            i: { paymentId: payments[0].id, amount: totalWithTax, reason: 'broken', lines: [], shipping: 0, adjustment: totalWithTax },
        });
        await say('mutation($i: SettleRefundInput!) { settleRefund(input: $i) { ... on Refund { id } ... on ErrorResult { errorCode message } } }', {
            i: { id: refund.id, transactionId: `R-${id}` },
        });
    }
    if (['paid', 'cancelled', 'refunded'].includes(until)) return;
    const { lines } = await say('query($o: ID!) { order(id: $o) { lines { id quantity } } }', { o: id });
    const sent = until === 'half' ? lines.slice(0, 1) : lines;
    const fulfillment = await say(
        'mutation($i: FulfillOrderInput!) { addFulfillmentToOrder(input: $i) { ... on Fulfillment { id } ... on ErrorResult { errorCode message } } }',
        { i: { lines: sent.map((line) => ({ orderLineId: line.id, quantity: line.quantity })),
            handler: { code: 'manual-fulfillment', arguments: [{ name: 'method', value: 'DHL' }, { name: 'trackingCode', value: `0034043416109404${id.padStart(4, '0')}` }] } } },
    );
    for (const state of until === 'delivered' ? ['Shipped', 'Delivered'] : ['Shipped']) {
        await say(
            'mutation($f: ID!, $s: String!) { transitionFulfillmentToState(id: $f, state: $s) { ... on Fulfillment { id } ... on ErrorResult { errorCode message } } }',
            { f: fulfillment.id, s: state },
        );
    }
}

async function main() {
    const port = Number(process.argv[2]);
    url = `http://127.0.0.1:${port}/admin-api`;
    const { running, ...options } = config(port, null);
    const app = await bootstrap(options);
    running.app = app;
    await populateInitialData(app, initialData);
    await makeShop();
    const variants = await makeGoods();
    for (const person of JSON.parse(fs.readFileSync(0, 'utf-8'))) {
        const id = await makeCustomer(person);
        for (const order of person.orders) await makeOrder(id, person, variants, order);
    }
    await ask('mutation { logout { success } }');
    const { driver } = app.get(TransactionalConnection).rawConnection;
    fs.writeFileSync(process.argv[3], zlib.gzipSync(driver.export(), { level: 9 }));
    await app.close();
    process.exit(0);
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
