/** The entry of the page: connects to the workbench of this host and shows the app. */

import { connect } from '../transport.ts';
import { mountApp } from './app.ts';

mountApp(connect(), '#app');
