/** The shop: `node server.js PORT shop.sqlite.gz`. */
'use strict';

const { bootstrap } = require('@vendure/core');
const { config } = require('./config');

const { running, ...options } = config(Number(process.argv[2]), process.argv[3]);
bootstrap(options).then((app) => {
    running.app = app;
});
